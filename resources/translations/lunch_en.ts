<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Account</name>
    <message numerus="yes">
        <source>%n device(s) listed</source>
        <translation>
            <numerusform>%n device listed</numerusform>
            <numerusform>%n devices listed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) signed out</source>
        <translation>
            <numerusform>%n device signed out</numerusform>
            <numerusform>%n devices signed out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign out %n other device(s)?</source>
        <translation>
            <numerusform>Sign out %n other device?</numerusform>
            <numerusform>Sign out %n other devices?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to be sent</source>
        <translation>
            <numerusform>%n change waits to be sent</numerusform>
            <numerusform>%n changes wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) that wait to be sent would be lost.</source>
        <translation>
            <numerusform>%n change that waits to be sent would be lost.</numerusform>
            <numerusform>%n changes that wait to be sent would be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more export(s)</source>
        <translation>
            <numerusform>Show %n more export</numerusform>
            <numerusform>Show %n more exports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message numerus="yes">
        <source>%n colleague(s)</source>
        <translation>
            <numerusform>%n colleague</numerusform>
            <numerusform>%n colleagues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n restaurant(s)</source>
        <translation>
            <numerusform>Import %n restaurant</numerusform>
            <numerusform>Import %n restaurants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chat</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) too many. Send it in two messages.</source>
        <translation>
            <numerusform>%n letter too many. Send it in two messages.</numerusform>
            <numerusform>%n letters too many. Send it in two messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not read</source>
        <translation>
            <numerusform>%n not read</numerusform>
            <numerusform>%n not read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s)</source>
        <translation>
            <numerusform>%n seat</numerusform>
            <numerusform>%n seats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupRules</name>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation>
            <numerusform>Every %n day</numerusform>
            <numerusform>Every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n week(s) on %1</source>
        <translation>
            <numerusform>Every %n week on %1</numerusform>
            <numerusform>Every %n weeks on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n month(s) on %1</source>
        <translation>
            <numerusform>Every %n month on %1</numerusform>
            <numerusform>Every %n months on %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) ago</source>
        <translation>
            <numerusform>%n week ago</numerusform>
            <numerusform>%n weeks ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) ago</source>
        <translation>
            <numerusform>%n month ago</numerusform>
            <numerusform>%n months ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n lines</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So long a list goes in %n changes, one after the other.</source>
        <translation>
            <numerusform>So long a list goes in %n changes, one after the other.</numerusform>
            <numerusform>So long a list goes in %n changes, one after the other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n will be signed out and give up their seats.</source>
        <translation>
            <numerusform>%n will be signed out and give up their seats.</numerusform>
            <numerusform>%n will be signed out and give up their seats.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new accounts need a code for a password.</source>
        <translation>
            <numerusform>%n new account needs a code for a password.</numerusform>
            <numerusform>%n new accounts need a code for a password.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) joined</source>
        <translation>
            <numerusform>%n colleague joined</numerusform>
            <numerusform>%n colleagues joined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) left</source>
        <translation>
            <numerusform>%n colleague left</numerusform>
            <numerusform>%n colleagues left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) declined</source>
        <translation>
            <numerusform>%n colleague declined</numerusform>
            <numerusform>%n colleagues declined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>This PC told it of %n of your change(s) that had been decided since.</source>
        <translation>
            <numerusform>This PC told it of %n change of yours that had been decided since.</numerusform>
            <numerusform>This PC told it of %n of your changes that had been decided since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them came out differently.</source>
        <translation>
            <numerusform>%n of them came out differently.</numerusform>
            <numerusform>%n of them came out differently.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them could not be kept.</source>
        <translation>
            <numerusform>%n of them could not be kept.</numerusform>
            <numerusform>%n of them could not be kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The restored server could not take back %n of your change(s).</source>
        <translation>
            <numerusform>The restored server could not take back %n change of yours.</numerusform>
            <numerusform>The restored server could not take back %n of your changes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Parties</name>
    <message numerus="yes">
        <source>At most %n character(s).</source>
        <translation>
            <numerusform>At most %n character.</numerusform>
            <numerusform>At most %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unsuitable for %n member(s)</source>
        <translation>
            <numerusform>Unsuitable for %n member</numerusform>
            <numerusform>Unsuitable for %n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n member(s) not everything is known.</source>
        <translation>
            <numerusform>Of %n member not everything is known.</numerusform>
            <numerusform>Of %n members not everything is known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>People</name>
    <message numerus="yes">
        <source>%n lunch(es) together</source>
        <translation>
            <numerusform>%n lunch together</numerusform>
            <numerusform>%n lunches together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lunch %n day(s) ago</source>
        <translation>
            <numerusform>Lunch %n day ago</numerusform>
            <numerusform>Lunch %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lunch %n week(s) ago</source>
        <translation>
            <numerusform>Lunch %n week ago</numerusform>
            <numerusform>Lunch %n weeks ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lunch %n month(s) ago</source>
        <translation>
            <numerusform>Lunch %n month ago</numerusform>
            <numerusform>Lunch %n months ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s)</source>
        <translation>
            <numerusform>%n colleague</numerusform>
            <numerusform>%n colleagues</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message numerus="yes">
        <source>%1 takes at most %n character(s).</source>
        <translation>
            <numerusform>%1 takes at most %n character.</numerusform>
            <numerusform>%1 takes at most %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s) are taken already.</source>
        <translation>
            <numerusform>%n seat is taken already.</numerusform>
            <numerusform>%n seats are taken already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n seat(s).</source>
        <translation>
            <numerusform>Choose at least %n seat.</numerusform>
            <numerusform>Choose at least %n seats.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: at most %n are possible.</source>
        <translation>
            <numerusform>%1: at most %n is possible.</numerusform>
            <numerusform>%1: at most %n are possible.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Restaurants</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message numerus="yes">
        <source>Inbox, %n unread</source>
        <translation>
            <numerusform>Inbox, %n unread</numerusform>
            <numerusform>Inbox, %n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chat, %n unread</source>
        <translation>
            <numerusform>Chat, %n unread</numerusform>
            <numerusform>Chat, %n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to be sent. If you sign out, they stay on this PC, encrypted, and go out when you sign in here again.</source>
        <translation>
            <numerusform>%n change waits to be sent. If you sign out, it stays on this PC, encrypted, and goes out when you sign in here again.</numerusform>
            <numerusform>%n changes wait to be sent. If you sign out, they stay on this PC, encrypted, and go out when you sign in here again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stewardship</name>
    <message numerus="yes">
        <source>%n min walk</source>
        <translation>
            <numerusform>%n min walk</numerusform>
            <numerusform>%n min walk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncCentre</name>
    <message numerus="yes">
        <source>%n later change(s) built on this will go with it.</source>
        <translation>
            <numerusform>%n later change built on this will go with it.</numerusform>
            <numerusform>%n later changes built on this will go with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait here; none of them is lost.</source>
        <translation>
            <numerusform>%n change waits here; it is not lost.</numerusform>
            <numerusform>%n changes wait here; none of them is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repair(s), the last %1</source>
        <translation>
            <numerusform>%n repair, the last %1</numerusform>
            <numerusform>%n repairs, the last %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n waiting to be sent</numerusform>
            <numerusform>%n waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Votes</name>
    <message numerus="yes">
        <source>%n vote(s)</source>
        <translation>
            <numerusform>%n vote</numerusform>
            <numerusform>%n votes</numerusform>
        </translation>
    </message>
</context>
</TS>
