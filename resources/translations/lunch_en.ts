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
        <source>%n change(s) wait to be sent. If you sign out, they stay on this PC, encrypted, and go out when you sign in here again.</source>
        <translation>
            <numerusform>%n change waits to be sent. If you sign out, it stays on this PC, encrypted, and goes out when you sign in here again.</numerusform>
            <numerusform>%n changes wait to be sent. If you sign out, they stay on this PC, encrypted, and go out when you sign in here again.</numerusform>
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
</TS>
