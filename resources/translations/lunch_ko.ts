<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Changes</name>
    <message>
        <source>Withdrawn change</source>
        <translation>거둔 변경</translation>
    </message>
    <message>
        <source>A change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>a party</source>
        <translation>파티</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 열기</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 마감하기</translation>
    </message>
    <message>
        <source>Reopen %1</source>
        <translation>%1 다시 열기</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 고치기</translation>
    </message>
    <message>
        <source>Join %1</source>
        <translation>%1 참여하기</translation>
    </message>
    <message>
        <source>waitlist if full</source>
        <translation>자리가 없으면 대기</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>%1 초대 거절하기</translation>
    </message>
    <message>
        <source>Leave %1</source>
        <translation>%1에서 나가기</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 취소하기</translation>
    </message>
    <message>
        <source>Invite %1 to %2</source>
        <translation>%1 님을 %2에 초대하기</translation>
    </message>
    <message>
        <source>Withdraw the invitation of %1 to %2</source>
        <translation>%2에서 %1 님 초대 거두기</translation>
    </message>
    <message>
        <source>On time for %1</source>
        <translation>%1에 제시간에 도착</translation>
    </message>
    <message>
        <source>%1 min late for %2</source>
        <translation>%2에 %1분 늦음</translation>
    </message>
    <message>
        <source>Free for lunch on %1</source>
        <translation>%1 점심 가능</translation>
    </message>
    <message>
        <source>Eating alone on %1</source>
        <translation>%1 따로 먹기</translation>
    </message>
    <message>
        <source>Not at lunch on %1</source>
        <translation>%1 점심 쉬기</translation>
    </message>
    <message>
        <source>No answer yet on %1</source>
        <translation>%1 답 지우기</translation>
    </message>
    <message>
        <source>Went to %1</source>
        <translation>%1 다녀옴</translation>
    </message>
    <message>
        <source>Did not go to %1</source>
        <translation>%1 다녀오지 않음</translation>
    </message>
    <message>
        <source>Cancel the party</source>
        <translation>파티 취소</translation>
    </message>
    <message>
        <source>Change back</source>
        <translation>전으로 되돌리기</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>Withdraw the invitation</source>
        <translation>초대 거두기</translation>
    </message>
    <message>
        <source>Invite again</source>
        <translation>다시 초대</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>거두기</translation>
    </message>
    <message>
        <source>Back to the former answer</source>
        <translation>이전 답으로</translation>
    </message>
    <message>
        <source>I did not go</source>
        <translation>안 갔어요</translation>
    </message>
    <message>
        <source>I did go</source>
        <translation>다녀왔어요</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Meeting time</source>
        <translation>만나는 시각</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>시간(분)</translation>
    </message>
    <message>
        <source>Meeting point</source>
        <translation>만나는 곳</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>자리</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Open or closed</source>
        <translation>모집 상태</translation>
    </message>
    <message>
        <source>Who can see it</source>
        <translation>공개 범위</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Free time</source>
        <translation>가능한 시간</translation>
    </message>
    <message>
        <source>A value</source>
        <translation>입력한 값</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n분</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s)</source>
        <translation>
            <numerusform>%n자리</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>모집 중</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>마감</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Everybody at the office</source>
        <translation>사업장 모두</translation>
    </message>
    <message>
        <source>Only those invited</source>
        <translation>초대한 사람만</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>The change was not accepted</source>
        <translation>변경이 반영되지 않았어요</translation>
    </message>
    <message>
        <source>The server refused it for a reason that this version does not know.</source>
        <translation>이 버전이 알지 못하는 이유로 서버가 받지 않았어요.</translation>
    </message>
    <message>
        <source>Update Lunch Desktop, or ask your administrator.</source>
        <translation>점심 데스크톱을 업데이트하거나 관리자에게 문의해 주세요.</translation>
    </message>
    <message>
        <source>The party</source>
        <translation>이 파티</translation>
    </message>
    <message>
        <source>It is no longer there</source>
        <translation>더는 볼 수 없어요</translation>
    </message>
    <message>
        <source>It was withdrawn, or it is not open to you.</source>
        <translation>없어졌거나 나에게 공개되지 않은 항목이에요.</translation>
    </message>
    <message>
        <source>Go back to the list and choose another.</source>
        <translation>목록에서 다른 것을 골라 주세요.</translation>
    </message>
    <message>
        <source>The change was not understood</source>
        <translation>변경을 이해하지 못했어요</translation>
    </message>
    <message>
        <source>This version of Lunch Desktop and the server do not agree on it.</source>
        <translation>점심 데스크톱과 서버의 버전이 서로 맞지 않아요.</translation>
    </message>
    <message>
        <source>Update Lunch Desktop, then try again.</source>
        <translation>점심 데스크톱을 업데이트한 뒤 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>Only the host can do this</source>
        <translation>방장만 할 수 있어요</translation>
    </message>
    <message>
        <source>Somebody else is the host of this party.</source>
        <translation>이 파티의 방장은 다른 분이에요.</translation>
    </message>
    <message>
        <source>Ask the host to do it.</source>
        <translation>방장에게 부탁해 주세요.</translation>
    </message>
    <message>
        <source>It is too late to join</source>
        <translation>참여하기에는 늦었어요</translation>
    </message>
    <message>
        <source>%1 takes requests until 15 minutes before meeting.</source>
        <translation>%1은(는) 만나기 15분 전까지만 신청을 받아요.</translation>
    </message>
    <message>
        <source>Call the host, or choose another party.</source>
        <translation>방장에게 전화하거나 다른 파티를 골라 주세요.</translation>
    </message>
    <message>
        <source>That time has passed</source>
        <translation>이미 지난 시각이에요</translation>
    </message>
    <message>
        <source>The meeting time is already over.</source>
        <translation>만나는 시각이 벌써 지났어요.</translation>
    </message>
    <message>
        <source>Choose a later time.</source>
        <translation>더 늦은 시각을 골라 주세요.</translation>
    </message>
    <message>
        <source>The lunch is over</source>
        <translation>끝난 점심이에요</translation>
    </message>
    <message>
        <source>This party has ended and stays as it was.</source>
        <translation>끝난 파티는 바꿀 수 없어요.</translation>
    </message>
    <message>
        <source>Open a new party for another day.</source>
        <translation>다른 날에 새 파티를 열어 주세요.</translation>
    </message>
    <message>
        <source>The party was cancelled</source>
        <translation>취소된 파티예요</translation>
    </message>
    <message>
        <source>%1 does not take place.</source>
        <translation>%1은(는) 열리지 않아요.</translation>
    </message>
    <message>
        <source>Choose another party, or open one yourself.</source>
        <translation>다른 파티를 고르거나 직접 열어 주세요.</translation>
    </message>
    <message>
        <source>The party is closed</source>
        <translation>마감된 파티예요</translation>
    </message>
    <message>
        <source>%1 takes no more people.</source>
        <translation>%1은(는) 더 이상 받지 않아요.</translation>
    </message>
    <message>
        <source>Ask the host, or choose another party.</source>
        <translation>방장에게 물어보거나 다른 파티를 골라 주세요.</translation>
    </message>
    <message>
        <source>No seats are left</source>
        <translation>자리가 찼어요</translation>
    </message>
    <message>
        <source>%1 filled up before your request arrived.</source>
        <translation>요청이 도착하기 전에 %1의 자리가 다 찼어요.</translation>
    </message>
    <message>
        <source>Join the waitlist, or choose another party.</source>
        <translation>대기하거나 다른 파티를 골라 주세요.</translation>
    </message>
    <message>
        <source>You have a seat at that time</source>
        <translation>그 시간에 이미 자리가 있어요</translation>
    </message>
    <message>
        <source>%1 is at an overlapping time.</source>
        <translation>%1과(와) 시간이 겹쳐요.</translation>
    </message>
    <message>
        <source>Leave that party first, or choose another time.</source>
        <translation>먼저 그 파티에서 나오거나 다른 시간을 골라 주세요.</translation>
    </message>
    <message>
        <source>Already taking part</source>
        <translation>이미 참여하고 있어요</translation>
    </message>
    <message>
        <source>%1 has this seat or invitation already.</source>
        <translation>%1에 이미 자리나 초대가 있어요.</translation>
    </message>
    <message>
        <source>There is nothing more to do.</source>
        <translation>더 할 일은 없어요.</translation>
    </message>
    <message>
        <source>Not taking part</source>
        <translation>참여하고 있지 않아요</translation>
    </message>
    <message>
        <source>%1 has no such seat or invitation.</source>
        <translation>%1에 해당하는 자리나 초대가 없어요.</translation>
    </message>
    <message>
        <source>Look at the party to see how things stand.</source>
        <translation>파티에서 지금 상황을 확인해 주세요.</translation>
    </message>
    <message>
        <source>You have joined again since</source>
        <translation>그 뒤에 다시 참여했어요</translation>
    </message>
    <message>
        <source>%1 has a newer seat of yours, so it was kept.</source>
        <translation>%1에 새로 받은 자리가 있어서 그대로 두었어요.</translation>
    </message>
    <message>
        <source>Leave once more if you do not want it.</source>
        <translation>원하지 않으면 한 번 더 나가기를 눌러 주세요.</translation>
    </message>
    <message>
        <source>They already have a seat</source>
        <translation>이미 자리가 있는 분이에요</translation>
    </message>
    <message>
        <source>An invitation can be withdrawn only until it is accepted.</source>
        <translation>초대는 수락하기 전까지만 거둘 수 있어요.</translation>
    </message>
    <message>
        <source>Talk to them if they should not come.</source>
        <translation>사정이 있으면 직접 이야기해 주세요.</translation>
    </message>
    <message>
        <source>A title is missing</source>
        <translation>제목이 없어요</translation>
    </message>
    <message>
        <source>Others find the party by its title.</source>
        <translation>다른 사람들은 제목을 보고 파티를 찾아요.</translation>
    </message>
    <message>
        <source>Type a title.</source>
        <translation>제목을 적어 주세요.</translation>
    </message>
    <message numerus="yes">
        <source>%1 takes at most %n character(s).</source>
        <translation>
            <numerusform>%1은(는) %n자까지 쓸 수 있어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>The text is too long</source>
        <translation>글이 너무 길어요</translation>
    </message>
    <message>
        <source>Make it shorter.</source>
        <translation>조금 줄여 주세요.</translation>
    </message>
    <message>
        <source>A party has %1 to %2 seats.</source>
        <translation>파티의 자리는 %1자리에서 %2자리까지예요.</translation>
    </message>
    <message>
        <source>That number of seats is not possible</source>
        <translation>자리 수가 맞지 않아요</translation>
    </message>
    <message>
        <source>Choose another number of seats.</source>
        <translation>자리 수를 다시 골라 주세요.</translation>
    </message>
    <message>
        <source>Too few seats</source>
        <translation>자리가 모자라요</translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s) are taken already.</source>
        <translation>
            <numerusform>이미 %n자리가 확정됐어요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n seat(s).</source>
        <translation>
            <numerusform>%n자리 이상으로 골라 주세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>That time is not possible</source>
        <translation>고를 수 없는 시간이에요</translation>
    </message>
    <message>
        <source>It begins too early, or lasts too short or too long.</source>
        <translation>너무 이르거나, 너무 짧거나 길어요.</translation>
    </message>
    <message>
        <source>Check when it begins and ends.</source>
        <translation>시작과 끝을 확인해 주세요.</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>바뀐 내용이 없어요</translation>
    </message>
    <message>
        <source>Everything is as it was before.</source>
        <translation>모두 전과 같아요.</translation>
    </message>
    <message>
        <source>Change something, then save.</source>
        <translation>내용을 고친 뒤 저장해 주세요.</translation>
    </message>
    <message>
        <source>A value can't be used</source>
        <translation>쓸 수 없는 값이 있어요</translation>
    </message>
    <message>
        <source>%1 has a value that is not possible.</source>
        <translation>%1에 쓸 수 없는 값이 있어요.</translation>
    </message>
    <message>
        <source>Correct it, then try again.</source>
        <translation>고친 뒤 다시 시도해 주세요.</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending – {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync centre, {count} to look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync centre, {count} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline – {count} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>ddd d MMM</source>
        <translation>M월 d일 (ddd)</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <translation>M월 d일 dddd</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>내일</translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>%1분 후</translation>
    </message>
    <message>
        <source>in %1 d</source>
        <translation>%1일 후</translation>
    </message>
    <message>
        <source>in %1 h</source>
        <translation>%1시간 후</translation>
    </message>
    <message>
        <source>in %1 h %2 min</source>
        <translation>%1시간 %2분 후</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1분 전</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1시간 전</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1일 전</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
</context>
</TS>
