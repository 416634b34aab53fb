<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Account</name>
    <message>
        <source>Signing out…</source>
        <translation>로그아웃하는 중…</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>So that nobody else can do it who sits at your desk.</source>
        <translation>자리에 앉은 다른 사람이 대신 할 수 없도록 확인해요.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장하는 중…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Name of the device</source>
        <translation>기기 이름</translation>
    </message>
    <message>
        <source>By which you know it again, such as “Laptop” or “Desk at home”.</source>
        <translation>알아보기 쉬운 이름으로 정하세요. 예: ‘노트북’, ‘집 책상’</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>This is not your password. Look at Caps Lock and the input language.</source>
        <translation>비밀번호가 맞지 않아요. Caps Lock과 한/영 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로필</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>기기</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>이 PC</translation>
    </message>
    <message>
        <source>My account</source>
        <translation>내 계정</translation>
    </message>
    <message>
        <source>In use now</source>
        <translation>지금 사용 중</translation>
    </message>
    <message>
        <source>Last used %1</source>
        <translation>마지막 사용 %1</translation>
    </message>
    <message>
        <source>signed in %1</source>
        <translation>%1 로그인</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>이 기기</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 이름 바꾸기</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>Sign out %1</source>
        <translation>%1 로그아웃</translation>
    </message>
    <message>
        <source>Sign out this device…</source>
        <translation>이 기기 로그아웃…</translation>
    </message>
    <message>
        <source>It is lost or stolen…</source>
        <translation>잃어버렸거나 도난당했어요…</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>서버에 물어보는 중…</translation>
    </message>
    <message>
        <source>You are signed in on these devices. On one that you sign out, nobody gets on without your password; what waits there to be sent stays there.</source>
        <translation>아래 기기에서 로그인되어 있어요. 로그아웃한 기기는 비밀번호 없이는 다시 쓸 수 없고, 그 기기에서 보낼 변경은 그대로 남아 있어요.</translation>
    </message>
    <message>
        <source>Sign out all other devices…</source>
        <translation>다른 기기 모두 로그아웃…</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) listed</source>
        <translation>
            <numerusform>기기 %n대</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Rename the device</source>
        <translation>기기 이름 바꾸기</translation>
    </message>
    <message>
        <source>Sign it out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>Sign them out</source>
        <translation>모두 로그아웃</translation>
    </message>
    <message>
        <source>%1 is signed out</source>
        <translation>%1을(를) 로그아웃했어요</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) signed out</source>
        <translation>
            <numerusform>기기 %n대를 로그아웃했어요</numerusform>
        </translation>
    </message>
    <message>
        <source>Changing the password…</source>
        <translation>비밀번호를 바꾸는 중…</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>비밀번호 바꾸기</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>현재 비밀번호</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>새 비밀번호</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>새 비밀번호 확인</translation>
    </message>
    <message>
        <source>This one is good.</source>
        <translation>쓸 수 있는 비밀번호예요.</translation>
    </message>
    <message>
        <source>Type the password that you sign in with now.</source>
        <translation>지금 로그인할 때 쓰는 비밀번호를 입력하세요.</translation>
    </message>
    <message>
        <source>This is the present one.</source>
        <translation>현재 비밀번호와 같아요.</translation>
    </message>
    <message>
        <source>Your other devices are signed out and ask for the new password; you stay signed in here. Colleagues and admins never see a password.</source>
        <translation>다른 기기는 로그아웃되고 새 비밀번호를 물어봐요. 이 기기는 그대로 로그인되어 있어요. 동료도 관리자도 비밀번호는 볼 수 없어요.</translation>
    </message>
    <message>
        <source>The password is changed. Other devices are signed out.</source>
        <translation>비밀번호를 바꿨어요. 다른 기기는 로그아웃됐어요.</translation>
    </message>
    <message>
        <source>Something is wrong? Your company's admin changes names, departments and offices.</source>
        <translation>틀린 내용이 있나요? 이름, 부서, 사업장은 회사 관리자가 바꿔요.</translation>
    </message>
    <message>
        <source>What colleagues see</source>
        <translation>동료에게 보이는 정보</translation>
    </message>
    <message>
        <source>Your name, department, office and extension</source>
        <translation>이름, 부서, 사업장, 내선 번호</translation>
    </message>
    <message>
        <source>When you are free for lunch and where you work today: your circle only</source>
        <translation>점심에 시간이 되는 때와 오늘 일하는 곳: 가까운 동료에게만</translation>
    </message>
    <message>
        <source>Nobody sees why you are not free: an appointment, leave and illness look alike</source>
        <translation>시간이 안 되는 이유는 아무도 볼 수 없어요: 약속, 휴가, 병가가 모두 똑같이 보여요</translation>
    </message>
    <message>
        <source>Only you and your admins see your e-mail address, only you from where you sign in</source>
        <translation>이메일 주소는 나와 관리자만, 로그인한 곳은 나만 볼 수 있어요</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>언어 바꾸기</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>아직 몰라요</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>관리자</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>직원</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>부서</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>사업장</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>내선</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Sign out %1?</source>
        <translation>%1을(를) 로그아웃할까요?</translation>
    </message>
    <message>
        <source>Within seconds it gets nothing new any more, and asks for the password.</source>
        <translation>몇 초 안에 새 소식을 받지 못하게 되고 비밀번호를 물어봐요.</translation>
    </message>
    <message>
        <source>Is %1 lost or stolen?</source>
        <translation>%1을(를) 잃어버렸거나 도난당했나요?</translation>
    </message>
    <message>
        <source>It is signed out, and the server destroys its part of the key to the data on it. When it reaches the server again, it erases them, with what waited there to be sent. Change your password, too, if somebody may know it.</source>
        <translation>로그아웃되고, 그 기기에 있는 데이터의 열쇠 중 서버가 가진 부분을 없애요. 기기가 다시 서버에 연결되면 보내지 못한 변경까지 모두 지워요. 누군가 비밀번호를 알 수도 있다면 비밀번호도 바꾸세요.</translation>
    </message>
    <message numerus="yes">
        <source>Sign out %n other device(s)?</source>
        <translation>
            <numerusform>다른 기기 %n대를 로그아웃할까요?</numerusform>
        </translation>
    </message>
    <message>
        <source>You stay signed in here. The others ask for the password within seconds.</source>
        <translation>이 기기는 그대로 로그인되어 있어요. 다른 기기는 몇 초 안에 비밀번호를 물어봐요.</translation>
    </message>
    <message>
        <source>The list below is from before.</source>
        <translation>아래 목록은 전에 받은 거예요.</translation>
    </message>
    <message>
        <source>The list of your devices is on the server, so it is shown when that is reached.</source>
        <translation>기기 목록은 서버에 있어서, 서버에 연결되면 보여 드려요.</translation>
    </message>
    <message>
        <source>Signed out: asks for the password</source>
        <translation>로그아웃됨: 비밀번호를 물어요</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to be sent</source>
        <translation>
            <numerusform>보낼 변경 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열려 있음</translation>
    </message>
    <message>
        <source>Change to it</source>
        <translation>이 계정으로 바꾸기</translation>
    </message>
    <message>
        <source>Change to %1</source>
        <translation>%1 계정으로 바꾸기</translation>
    </message>
    <message>
        <source>Remove %1 from this PC</source>
        <translation>이 PC에서 %1 계정 지우기</translation>
    </message>
    <message>
        <source>Each account on this PC has its own data, encrypted with a key of its own. Changing to another one signs nobody out; what waits in this one is sent when it is open again.</source>
        <translation>이 PC의 계정마다 데이터가 따로 있고, 저마다 다른 열쇠로 암호화돼 있어요. 다른 계정으로 바꿔도 로그아웃되지 않아요. 지금 계정에서 기다리는 변경은 다시 열었을 때 보내요.</translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation>계정 추가…</translation>
    </message>
    <message>
        <source>Its data on this PC are erased, and cannot be brought back. What the company server has stays there, and comes back when %1 signs in here again.</source>
        <translation>이 PC에 있는 데이터를 지우고, 되돌릴 수 없어요. 회사 서버에 있는 것은 그대로 남고, %1 님이 여기에서 다시 로그인하면 돌아와요.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) that wait to be sent would be lost.</source>
        <translation>
            <numerusform>보내려고 기다리는 변경 %n건이 사라져요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove %1 from this PC?</source>
        <translation>이 PC에서 %1 계정을 지울까요?</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>완전히 지우기</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>%1 is removed from this PC</source>
        <translation>이 PC에서 %1 계정을 지웠어요</translation>
    </message>
    <message>
        <source>Tell nobody</source>
        <translation>알리지 않기</translation>
    </message>
    <message>
        <source>Without my name</source>
        <translation>이름 없이</translation>
    </message>
    <message>
        <source>With my name</source>
        <translation>이름과 함께</translation>
    </message>
    <message>
        <source>What parties are told</source>
        <translation>파티에 알리는 것</translation>
    </message>
    <message>
        <source>Nobody is told. Your parties read “unknown”, never “safe”.</source>
        <translation>아무에게도 알리지 않아요. 파티에는 “알 수 없음”으로 나오고, “괜찮음”으로는 나오지 않아요.</translation>
    </message>
    <message>
        <source>Your parties read “unsuitable for one member”, without your name, and only where at least three members have not named theirs. Colleagues may still guess whose it is, for instance when you join.</source>
        <translation>파티에 이름 없이 “한 명에게 맞지 않아요”라고 나와요. 이름을 밝히지 않은 참여자가 세 명 이상일 때만 알려요. 그래도 누구인지 짐작할 수 있어요. 예를 들면 참여하는 순간에요.</translation>
    </message>
    <message>
        <source>Those in a party with you read your name beside it.</source>
        <translation>같은 파티의 참여자에게 이름이 함께 보여요.</translation>
    </message>
    <message>
        <source>Diet and allergies</source>
        <translation>식이와 알레르기</translation>
    </message>
    <message>
        <source>Only parties in which you have a seat are told, and only what you allow here. What you withdraw disappears from colleagues' PCs with their next exchange.</source>
        <translation>내 자리가 있는 파티에만, 여기서 허락한 것만 알려요. 거두면 다음 동기화 때 동료의 PC에서 사라져요.</translation>
    </message>
    <message>
        <source>Diet</source>
        <translation>식이</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>알레르기</translation>
    </message>
    <message>
        <source>No restaurant is ever called safe for an allergy: always ask there, too.</source>
        <translation>알레르기에 괜찮은 식당이라고는 말하지 않아요. 식당에도 꼭 물어보세요.</translation>
    </message>
    <message>
        <source>Save diet and allergies</source>
        <translation>식이와 알레르기 저장</translation>
    </message>
    <message>
        <source>Take everything back</source>
        <translation>모두 거두기</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장했어요</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n행</numerusform>
        </translation>
    </message>
    <message>
        <source>Another export held rows about you</source>
        <translation>내 정보가 담긴 내보내기가 또 있어요</translation>
    </message>
    <message>
        <source>Exports that held my rows</source>
        <translation>내 정보가 담긴 내보내기</translation>
    </message>
    <message>
        <source>Admins export data for accounting and HR. Each export with rows about you is listed here for 400 days. Only you see this list.</source>
        <translation>관리자는 정산과 인사 업무를 위해 데이터를 내보내요. 내 정보가 담긴 내보내기는 400일 동안 여기에 남고, 이 목록은 나만 볼 수 있어요.</translation>
    </message>
    <message>
        <source>No export has held rows about you so far.</source>
        <translation>아직 내 정보가 담긴 내보내기가 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>%n개 더 보기</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more export(s)</source>
        <translation>
            <numerusform>내보내기 %n개 더 보기</numerusform>
        </translation>
    </message>
    <message>
        <source>all days</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <translation>%1부터</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>%1까지</translation>
    </message>
    <message>
        <source>Made by %1</source>
        <translation>%1 님이 만듦</translation>
    </message>
    <message>
        <source>Made by the server's schedule</source>
        <translation>서버 예약으로 만듦</translation>
    </message>
    <message>
        <source>Made by an admin of another office</source>
        <translation>다른 사업장의 관리자가 만듦</translation>
    </message>
    <message>
        <source>Made by whoever runs the server</source>
        <translation>서버 담당자가 만듦</translation>
    </message>
    <message>
        <source>from an admin's PC</source>
        <translation>관리자 PC에서</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>서버에서</translation>
    </message>
    <message>
        <source>Period: %1</source>
        <translation>기간: %1</translation>
    </message>
</context>
<context>
    <name>Button</name>
    <message>
        <source>Busy</source>
        <translation>처리 중</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>Previous month</source>
        <translation>이전 달</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>다음 달</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy년 M월</translation>
    </message>
</context>
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
        <source>Make %1 the host of %2</source>
        <translation>%2의 방장을 %1 님에게 넘기기</translation>
    </message>
    <message>
        <source>Seat %1 at %2</source>
        <translation>%2에 %1 님 자리 잡기</translation>
    </message>
    <message>
        <source>Bring guest %1 to %2</source>
        <translation>%2에 손님 %1 데려오기</translation>
    </message>
    <message>
        <source>A guest does not come to %1</source>
        <translation>%1에 손님이 오지 않음</translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation>%1(으)로 옮기기</translation>
    </message>
    <message>
        <source>Take the free seat at %1</source>
        <translation>%1의 빈자리 받기</translation>
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
        <source>My diet and allergies</source>
        <translation>내 식이와 알레르기</translation>
    </message>
    <message>
        <source>Vote on the time of %1</source>
        <translation>%1 시간 투표 열기</translation>
    </message>
    <message>
        <source>Vote on the place of %1</source>
        <translation>%1 식당 투표 열기</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1까지</translation>
    </message>
    <message>
        <source>Choose in the vote of %1</source>
        <translation>%1 투표에서 고르기</translation>
    </message>
    <message>
        <source>Add an option to the vote of %1</source>
        <translation>%1 투표에 선택지 추가</translation>
    </message>
    <message>
        <source>Close the vote of %1</source>
        <translation>%1 투표 마감</translation>
    </message>
    <message>
        <source>Take back the vote of %1</source>
        <translation>%1 투표 취소</translation>
    </message>
    <message>
        <source>Propose “%1”</source>
        <translation>“%1” 점심 제안</translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s)</source>
        <translation>
            <numerusform>동료 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Decline a lunch proposal</source>
        <translation>점심 제안 거절</translation>
    </message>
    <message>
        <source>Think again about a lunch proposal</source>
        <translation>점심 제안 다시 생각하기</translation>
    </message>
    <message>
        <source>Accept a lunch proposal</source>
        <translation>점심 제안 수락</translation>
    </message>
    <message>
        <source>Take a lunch proposal back</source>
        <translation>점심 제안 거두기</translation>
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
        <source>Message to %1</source>
        <translation>%1에 보낸 메시지</translation>
    </message>
    <message>
        <source>Edit a message to %1</source>
        <translation>%1에 보낸 메시지 수정</translation>
    </message>
    <message>
        <source>Delete a message to %1</source>
        <translation>%1에 보낸 메시지 삭제</translation>
    </message>
    <message>
        <source>Read the messages of %1</source>
        <translation>%1 메시지 읽음</translation>
    </message>
    <message>
        <source>a chat</source>
        <translation>채팅방</translation>
    </message>
    <message>
        <source>a restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Review %1</source>
        <translation>%1 리뷰 쓰기</translation>
    </message>
    <message>
        <source>Change the review of %1</source>
        <translation>%1 리뷰 고치기</translation>
    </message>
    <message>
        <source>Delete the review of %1</source>
        <translation>%1 리뷰 삭제</translation>
    </message>
    <message>
        <source>Add %1 to favourites</source>
        <translation>%1을(를) 즐겨찾기에 추가</translation>
    </message>
    <message>
        <source>Remove %1 from favourites</source>
        <translation>%1을(를) 즐겨찾기에서 빼기</translation>
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
        <source>Free the seat</source>
        <translation>자리 비우기</translation>
    </message>
    <message>
        <source>The guest does not come</source>
        <translation>손님이 오지 않음</translation>
    </message>
    <message>
        <source>Switch back</source>
        <translation>원래 파티로 옮기기</translation>
    </message>
    <message>
        <source>Take the vote back</source>
        <translation>투표 취소</translation>
    </message>
    <message>
        <source>Back to the former choice</source>
        <translation>이전 선택으로 되돌리기</translation>
    </message>
    <message>
        <source>Take the proposal back</source>
        <translation>제안 거두기</translation>
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
        <source>Back to the former review</source>
        <translation>이전 리뷰로 되돌리기</translation>
    </message>
    <message>
        <source>Write it again</source>
        <translation>다시 쓰기</translation>
    </message>
    <message>
        <source>Back as it was</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>I did go</source>
        <translation>다녀왔어요</translation>
    </message>
    <message>
        <source>Delete the message</source>
        <translation>메시지 삭제</translation>
    </message>
    <message>
        <source>a group</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>Call off the lunch of %1 on %2</source>
        <translation>%1 %2 점심 쉬기</translation>
    </message>
    <message>
        <source>Change the lunch of %1 on %2</source>
        <translation>%1 %2 점심만 바꾸기</translation>
    </message>
    <message>
        <source>The lunch of %1 on %2 as usual</source>
        <translation>%1 %2 점심 평소대로</translation>
    </message>
    <message>
        <source>Decline the group %1</source>
        <translation>단골파티 %1 초대 거절</translation>
    </message>
    <message>
        <source>Leave the group %1</source>
        <translation>단골파티 %1 나가기</translation>
    </message>
    <message>
        <source>Make the group %1</source>
        <translation>단골파티 %1 만들기</translation>
    </message>
    <message>
        <source>End the group</source>
        <translation>단골파티 끝내기</translation>
    </message>
    <message>
        <source>Edit the group %1</source>
        <translation>단골파티 %1 고치기</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>전처럼 되돌리기</translation>
    </message>
    <message>
        <source>Invite %1 to the group %2</source>
        <translation>%1 님을 단골파티 %2에 초대</translation>
    </message>
    <message>
        <source>Take %1 off the group %2</source>
        <translation>%1 님을 단골파티 %2에서 빼기</translation>
    </message>
    <message>
        <source>Join the group %1</source>
        <translation>단골파티 %1 들어가기</translation>
    </message>
    <message>
        <source>Make %1 host of the group %2</source>
        <translation>%1 님에게 단골파티 %2 방장 넘기기</translation>
    </message>
    <message>
        <source>Pause the group %1</source>
        <translation>단골파티 %1 쉬기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Go on with the group %1</source>
        <translation>단골파티 %1 다시 시작</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>잠시 쉬기</translation>
    </message>
    <message>
        <source>End the group %1</source>
        <translation>단골파티 %1 끝내기</translation>
    </message>
    <message>
        <source>Suggest %1</source>
        <translation>%1 제안</translation>
    </message>
    <message>
        <source>Suggest a correction of %1</source>
        <translation>%1 수정 제안</translation>
    </message>
    <message>
        <source>Withdraw the suggestion of %1</source>
        <translation>%1 제안 취소</translation>
    </message>
    <message>
        <source>Approve what was suggested of %1</source>
        <translation>%1 제안 승인</translation>
    </message>
    <message>
        <source>Reject what was suggested of %1</source>
        <translation>%1 제안 반려</translation>
    </message>
    <message>
        <source>Put the suggestion of %1 back into the queue</source>
        <translation>%1 제안을 다시 검토</translation>
    </message>
    <message>
        <source>%1 has closed for good</source>
        <translation>%1 폐업 처리</translation>
    </message>
    <message>
        <source>%1 is open again</source>
        <translation>%1 다시 영업</translation>
    </message>
    <message>
        <source>Merge %1 with another entry</source>
        <translation>%1을(를) 다른 항목과 합치기</translation>
    </message>
    <message numerus="yes">
        <source>Import %n restaurant(s)</source>
        <translation>
            <numerusform>식당 %n곳 가져오기</numerusform>
        </translation>
    </message>
    <message>
        <source>Note the export of %1 for those whose rows it holds</source>
        <translation>%1 내보내기를 당사자에게 알리기</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>%2개 중 %1번째</translation>
    </message>
    <message>
        <source>Save the export preset %1</source>
        <translation>내보내기 설정 %1 저장</translation>
    </message>
    <message>
        <source>Remove the export preset %1</source>
        <translation>내보내기 설정 %1 삭제</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>다시 저장</translation>
    </message>
    <message>
        <source>The cafeteria's menu</source>
        <translation>구내식당 식단</translation>
    </message>
    <message>
        <source>The cafeteria's menu of %1</source>
        <translation>%1 구내식당 식단</translation>
    </message>
    <message>
        <source>The cafeteria's menu from %1 to %2</source>
        <translation>%1~%2 구내식당 식단</translation>
    </message>
    <message>
        <source>Withdraw the suggestion</source>
        <translation>제안 취소</translation>
    </message>
    <message>
        <source>Back into the queue</source>
        <translation>다시 검토</translation>
    </message>
    <message>
        <source>Decide as before</source>
        <translation>이전 결정대로</translation>
    </message>
</context>
<context>
    <name>Chat</name>
    <message>
        <source>You no longer take part, so nothing of the conversation is kept on this PC.</source>
        <translation>더 이상 참여자가 아니어서, 이 PC에 대화를 남기지 않았어요.</translation>
    </message>
    <message>
        <source>Only those who take part can read what is said here.</source>
        <translation>여기서 나눈 이야기는 참여자만 볼 수 있어요.</translation>
    </message>
    <message>
        <source>All rooms</source>
        <translation>모든 채팅방</translation>
    </message>
    <message>
        <source>What you were typing was not sent.</source>
        <translation>쓰던 글은 보내지 않았어요.</translation>
    </message>
    <message>
        <source>Copy what I typed</source>
        <translation>쓰던 글 복사</translation>
    </message>
    <message>
        <source>This room is closed to you now</source>
        <translation>이제 볼 수 없는 채팅방이에요</translation>
    </message>
    <message>
        <source>Join the party to read along</source>
        <translation>파티에 참여하면 함께 읽을 수 있어요</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>채팅방</translation>
    </message>
    <message>
        <source>Older messages are still being prepared for the search.</source>
        <translation>예전 메시지를 검색할 수 있게 준비하고 있어요.</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>“%1”에 맞는 결과가 없어요</translation>
    </message>
    <message>
        <source>Rooms and what was said in them are searched.</source>
        <translation>채팅방 이름과 나눈 이야기에서 찾아요.</translation>
    </message>
    <message>
        <source>No rooms yet</source>
        <translation>아직 채팅방이 없어요</translation>
    </message>
    <message>
        <source>Each party that you join and each of your groups has one.</source>
        <translation>참여한 파티와 단골파티마다 채팅방이 하나씩 있어요.</translation>
    </message>
    <message>
        <source>Look at the parties</source>
        <translation>파티 보기</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Not sent yet: draft</source>
        <translation>아직 보내지 않은 글이 있어요</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>안 읽은 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>나를 불렀어요</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>알림 끔</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>메시지를 입력하세요</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter makes a new line, @ calls somebody</source>
        <translation>Enter로 보내고, Shift+Enter로 줄을 바꾸고, @로 사람을 불러요</translation>
    </message>
    <message>
        <source>You are changing your message</source>
        <translation>내 메시지를 고치는 중이에요</translation>
    </message>
    <message>
        <source>Leave the message as it is</source>
        <translation>고치지 않고 두기</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>%1 of %2 letters</source>
        <translation>%1 / %2자</translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) too many. Send it in two messages.</source>
        <translation>
            <numerusform>%n자가 넘었어요. 두 번에 나눠 보내 주세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody has said anything yet</source>
        <translation>아직 아무도 말하지 않았어요</translation>
    </message>
    <message>
        <source>Say hello: where do you meet, who is late, what are you hungry for?</source>
        <translation>먼저 인사해 보세요. 어디서 만날지, 누가 늦는지, 무엇이 먹고 싶은지요.</translation>
    </message>
    <message>
        <source>Choose a room</source>
        <translation>채팅방을 골라 주세요</translation>
    </message>
    <message>
        <source>What is said in it appears here.</source>
        <translation>나눈 이야기가 여기에 보여요.</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>To the latest</source>
        <translation>맨 아래로</translation>
    </message>
    <message>
        <source>Message changed</source>
        <translation>메시지를 고쳤어요</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 열기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Who has not read it</source>
        <translation>안 읽은 사람 보기</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Delete for everybody</source>
        <translation>모두에게서 삭제</translation>
    </message>
    <message>
        <source>That message is deleted already</source>
        <translation>이미 삭제된 메시지예요</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>메시지를 삭제했어요</translation>
    </message>
    <message>
        <source>Not read yet: %1</source>
        <translation>아직 안 읽음: %1</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>나</translation>
    </message>
    <message>
        <source>This message was deleted</source>
        <translation>삭제된 메시지예요</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>수정됨</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>보내기를 기다려요</translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation>보내지 못함: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n not read</source>
        <translation>
            <numerusform>%n명이 안 읽음</numerusform>
        </translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>잠시만요</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>여기부터 새 메시지</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>보내기를 기다려요</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>보내지 못했어요: %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>To the group</source>
        <translation>단골파티 보기</translation>
    </message>
    <message>
        <source>To the party</source>
        <translation>파티 보기</translation>
    </message>
    <message>
        <source>Muted: tell me of new messages again</source>
        <translation>알림 꺼짐: 새 메시지 알림 다시 켜기</translation>
    </message>
    <message>
        <source>Mute this room on this PC</source>
        <translation>이 PC에서 이 채팅방 알림 끄기</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n명</numerusform>
        </translation>
    </message>
    <message>
        <source>The group has ended</source>
        <translation>끝난 단골파티예요</translation>
    </message>
    <message>
        <source>The party was cancelled</source>
        <translation>취소된 파티예요</translation>
    </message>
    <message>
        <source>Lunch group</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>Lunch party</source>
        <translation>점심 파티</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Coming</name>
    <message>
        <source>Older days are still coming – %1 %</source>
        <translation>지난 날짜는 아직 받는 중 – %1%</translation>
    </message>
    <message>
        <source>%1 of %2 entries are here.</source>
        <translation>%2건 중 %1건을 받았어요.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>New party</source>
        <translation>새 파티</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Search this page</source>
        <translation>이 화면에서 찾기</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>지금 동기화</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>오프라인으로 일하기</translation>
    </message>
    <message>
        <source>Work online again</source>
        <translation>다시 온라인으로 일하기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>창의 다음 부분으로</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>창의 이전 부분으로</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>창 닫기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Go to, or do</source>
        <translation>찾아가기 또는 하기</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>설정: %1</translation>
    </message>
</context>
<context>
    <name>Datasets</name>
    <message>
        <source>Other data</source>
        <translation>그 밖의 데이터</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Type a day such as 11/23, Friday or tomorrow.</source>
        <translation>11/23, 금요일, 내일처럼 날짜를 적어 주세요.</translation>
    </message>
    <message>
        <source>Choose %1 or a later day.</source>
        <translation>%1부터 고를 수 있어요.</translation>
    </message>
    <message>
        <source>Choose %1 or an earlier day.</source>
        <translation>%1까지 고를 수 있어요.</translation>
    </message>
    <message>
        <source>Open the calendar</source>
        <translation>달력 열기</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>yyyy년 M월 d일</translation>
    </message>
</context>
<context>
    <name>Expander</name>
    <message>
        <source>Expanded</source>
        <translation>펼침</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>접힘</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>%1, column %2 of %3</source>
        <translation>%1, 열 %3개 중 %2번째</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>멈추는 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n초 남음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n분 남음</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>파일 열기</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 파일을 만들었어요</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Export what this PC holds…</source>
        <translation>이 PC에 있는 자료로 내보내기…</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>다른 위치 고르기…</translation>
    </message>
    <message>
        <source>The export was cancelled</source>
        <translation>내보내기를 취소했어요</translation>
    </message>
    <message>
        <source>Nothing was written. A file that was there before is as it was.</source>
        <translation>아무것도 저장하지 않았어요. 전에 있던 파일은 그대로예요.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows</source>
        <translation>%1: %3행 중 %2행</translation>
    </message>
    <message>
        <source>Preparing %1</source>
        <translation>%1 준비 중</translation>
    </message>
    <message>
        <source>Making %1</source>
        <translation>%1 만드는 중</translation>
    </message>
    <message>
        <source>All offices</source>
        <translation>모든 사업장</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>모든 부서</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>자료</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>사업장</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>부서</translation>
    </message>
    <message>
        <source>Language of the headers</source>
        <translation>머리글 언어</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Space takes a column or leaves it out, Alt+↑ and Alt+↓ move it.</source>
        <translation>스페이스로 열을 넣거나 빼고, Alt+↑와 Alt+↓로 옮겨요.</translation>
    </message>
    <message>
        <source>Move the column up</source>
        <translation>열을 위로</translation>
    </message>
    <message>
        <source>Move the column down</source>
        <translation>열을 아래로</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1개</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>서버에서</translation>
    </message>
    <message>
        <source>from this PC</source>
        <translation>이 PC에서</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 열기</translation>
    </message>
    <message>
        <source>Show %1 in its folder</source>
        <translation>%1을(를) 폴더에서 보기</translation>
    </message>
    <message>
        <source>Made since the start</source>
        <translation>이번에 만든 파일</translation>
    </message>
    <message>
        <source>Order by, step %1</source>
        <translation>정렬 기준 %1</translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation>오름차순</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>내림차순</translation>
    </message>
    <message>
        <source>Don't order by %1</source>
        <translation>%1 정렬 빼기</translation>
    </message>
    <message>
        <source>Order by another column</source>
        <translation>정렬 기준 추가</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>This page is for admins</source>
        <translation>관리자를 위한 화면이에요</translation>
    </message>
    <message>
        <source>They make files for accounting here. Your profile lists those that held your rows.</source>
        <translation>관리자가 여기서 회계용 파일을 만들어요. 내 자료가 담긴 내보내기는 내 프로필에서 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Save this export as…</source>
        <translation>이 내보내기를 저장…</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>내보내기 취소</translation>
    </message>
    <message>
        <source>This was saved by another version, and can't be used here.</source>
        <translation>다른 버전에서 저장한 것이라 여기서는 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>What you see, and what a file will hold, is what this PC has. %1.</source>
        <translation>보이는 내용과 파일에 담길 내용은 이 PC에 있는 자료예요. %1.</translation>
    </message>
    <message>
        <source>Ask the server again</source>
        <translation>서버에 다시 물어보기</translation>
    </message>
    <message>
        <source>The server is not reached</source>
        <translation>서버에 연결되지 않았어요</translation>
    </message>
    <message>
        <source>Where is the file to be?</source>
        <translation>파일을 어디에 저장할까요?</translation>
    </message>
    <message>
        <source>The export failed. The page of exports says why.</source>
        <translation>내보내지 못했어요. 이유는 내보내기 화면에 있어요.</translation>
    </message>
    <message>
        <source>%1 could not be opened</source>
        <translation>%1을(를) 열지 못했어요</translation>
    </message>
    <message>
        <source>It was moved or deleted, or no program on this PC opens such files. It was made as %1.</source>
        <translation>옮겼거나 지웠거나, 이 PC에 이런 파일을 여는 프로그램이 없어요. 만든 위치: %1</translation>
    </message>
    <message>
        <source>Nothing is called that</source>
        <translation>그런 이름이 없어요</translation>
    </message>
    <message>
        <source>Saved exports</source>
        <translation>저장한 내보내기</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, 바뀜</translation>
    </message>
    <message>
        <source>Saved exports: %1</source>
        <translation>저장한 내보내기: %1</translation>
    </message>
    <message>
        <source>Overwrite “%1”</source>
        <translation>‘%1’ 덮어쓰기</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>‘%1’ 삭제</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>새로 저장…</translation>
    </message>
    <message>
        <source>“%1” was overwritten</source>
        <translation>‘%1’을(를) 덮어썼어요</translation>
    </message>
    <message>
        <source>“%1” was saved</source>
        <translation>‘%1’을(를) 저장했어요</translation>
    </message>
    <message>
        <source>“%1” was deleted</source>
        <translation>‘%1’을(를) 삭제했어요</translation>
    </message>
    <message>
        <source>Save this export</source>
        <translation>이 내보내기 저장</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>There is one of this name; it is overwritten.</source>
        <translation>같은 이름이 있어요. 저장하면 덮어써요.</translation>
    </message>
    <message>
        <source>A period such as “last month” stays one, whenever it is used.</source>
        <translation>‘지난달’ 같은 기간은 쓸 때마다 그날을 기준으로 해요.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>이름을 지어 주세요.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>처음 몇 행</translation>
    </message>
    <message>
        <source>Nothing in this period</source>
        <translation>이 기간에는 아무것도 없어요</translation>
    </message>
    <message>
        <source>There is nothing</source>
        <translation>아무것도 없어요</translation>
    </message>
    <message>
        <source>A longer period, or another office or department, may hold more.</source>
        <translation>기간을 늘리거나 다른 사업장이나 부서를 골라 보세요.</translation>
    </message>
    <message>
        <source>A file would hold its headers alone.</source>
        <translation>파일에는 머리글만 담겨요.</translation>
    </message>
    <message>
        <source>Look at a longer period</source>
        <translation>기간 늘려 보기</translation>
    </message>
    <message>
        <source>the first %1 are shown</source>
        <translation>처음 %1행을 보여요</translation>
    </message>
    <message>
        <source>This PC does not hold these columns: %1</source>
        <translation>이 PC에 없는 열: %1</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>이번 주</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>지난주</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>이번 달</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>지난달</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>올해</translation>
    </message>
    <message>
        <source>From a day to a day</source>
        <translation>날짜 직접 고르기</translation>
    </message>
    <message>
        <source>All the time</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>For Excel: true dates and numbers, a filter in the first row</source>
        <translation>엑셀용: 날짜와 숫자가 그대로, 첫 줄에 필터</translation>
    </message>
    <message>
        <source>For other programs; Korean Excel opens it, too</source>
        <translation>다른 프로그램용, 한글 엑셀에서도 열려요</translation>
    </message>
    <message>
        <source>For programs: one row a line, codes instead of words</source>
        <translation>프로그램용: 한 줄에 한 행, 말 대신 코드</translation>
    </message>
    <message>
        <source>To print and to show: a summary with charts, then the table</source>
        <translation>인쇄와 보고용: 요약과 그래프, 그다음 표</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy년 M월 d일</translation>
    </message>
    <message>
        <source>From %1 on</source>
        <translation>%1부터</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>%1까지</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1행</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1행</translation>
    </message>
    <message>
        <source>From the server, %1</source>
        <translation>서버에서, %1</translation>
    </message>
    <message>
        <source>never synced</source>
        <translation>동기화한 적 없음</translation>
    </message>
    <message>
        <source>From this PC, %1</source>
        <translation>이 PC에서, %1</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>변경 %n개 대기</numerusform>
        </translation>
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
        <source>Table reserved</source>
        <translation>식당 예약</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>소개</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>얼마나 자주</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>첫날</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>What is voted on</source>
        <translation>투표 대상</translation>
    </message>
    <message>
        <source>In a tie</source>
        <translation>동점일 때</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>선택지</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Free time</source>
        <translation>가능한 시간</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>별점</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>A tag</source>
        <translation>태그 하나</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>멘션</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>도보</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>가격</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>전화</translation>
    </message>
    <message>
        <source>Menu on the web</source>
        <translation>메뉴 링크</translation>
    </message>
    <message>
        <source>Diet and allergies</source>
        <translation>식이·알레르기</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>영업시간</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Corner</source>
        <translation>코너</translation>
    </message>
    <message>
        <source>Dishes</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation>내보내기 설정</translation>
    </message>
    <message>
        <source>A value</source>
        <translation>입력한 값</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
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
    <name>FirstRun</name>
    <message>
        <source>Type your name, as colleagues know it.</source>
        <translation>동료들이 아는 이름을 적어 주세요.</translation>
    </message>
    <message>
        <source>That is too long for a name.</source>
        <translation>이름이 너무 길어요.</translation>
    </message>
    <message>
        <source>Type a name that your colleagues recognise.</source>
        <translation>동료들이 알아볼 수 있는 이름을 적어 주세요.</translation>
    </message>
    <message>
        <source>An e-mail address looks like name@company.com.</source>
        <translation>이메일 주소는 name@company.com 같은 모양이에요.</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>This is the demo company: nothing leaves this PC.</source>
        <translation>데모 회사예요. 아무것도 이 PC 밖으로 나가지 않아요.</translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation>데모 나가기</translation>
    </message>
    <message>
        <source>It was our mistake and is written in the log.</source>
        <translation>프로그램의 잘못이고, 로그에 적어 두었어요.</translation>
    </message>
    <message>
        <source>Please try again.</source>
        <translation>다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>Another program uses port %1</source>
        <translation>다른 프로그램이 %1번 포트를 쓰고 있어요</translation>
    </message>
    <message>
        <source>Your team reaches this PC by that port, so the server could not start.</source>
        <translation>팀이 이 포트로 이 PC에 접속하기 때문에 서버를 시작하지 못했어요.</translation>
    </message>
    <message>
        <source>Close the other program, or restart this PC. The server then starts by itself.</source>
        <translation>그 프로그램을 끄거나 PC를 다시 시작해 주세요. 그러면 서버가 저절로 시작돼요.</translation>
    </message>
    <message>
        <source>Starting your team's server…</source>
        <translation>팀 서버를 시작하는 중…</translation>
    </message>
    <message>
        <source>Start hosting</source>
        <translation>서버 열기</translation>
    </message>
    <message>
        <source>Team or company</source>
        <translation>팀 또는 회사 이름</translation>
    </message>
    <message>
        <source>Colleagues see it in the invitation.</source>
        <translation>초대를 받은 동료에게 보여요.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>내 이름</translation>
    </message>
    <message>
        <source>You sign in with it. No mail is sent.</source>
        <translation>로그인할 때 써요. 메일은 보내지 않아요.</translation>
    </message>
    <message>
        <source>Who can reach it</source>
        <translation>접속할 수 있는 사람</translation>
    </message>
    <message>
        <source>Colleagues in my network</source>
        <translation>같은 네트워크의 동료</translation>
    </message>
    <message>
        <source>While this PC is on and Lunch Desktop runs.</source>
        <translation>이 PC가 켜져 있고 점심 데스크톱이 실행되는 동안 접속할 수 있어요.</translation>
    </message>
    <message>
        <source>This PC alone</source>
        <translation>이 PC에서만</translation>
    </message>
    <message>
        <source>To try it out. Nobody can join yet.</source>
        <translation>먼저 써 보기 좋아요. 아직 아무도 참여할 수 없어요.</translation>
    </message>
    <message>
        <source>Host for my team on this PC</source>
        <translation>이 PC에서 우리 팀 서버 열기</translation>
    </message>
    <message>
        <source>You become its admin. It takes a minute, and you can stop at any time.</source>
        <translation>내가 관리자가 돼요. 1분이면 되고, 언제든 그만둘 수 있어요.</translation>
    </message>
    <message>
        <source>Making your account…</source>
        <translation>계정을 만드는 중…</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>참여하기</translation>
    </message>
    <message>
        <source>As colleagues know it.</source>
        <translation>동료들이 아는 이름이면 돼요.</translation>
    </message>
    <message>
        <source>You sign in with it.</source>
        <translation>로그인할 때 써요.</translation>
    </message>
    <message>
        <source>Join %1</source>
        <translation>%1에 참여하기</translation>
    </message>
    <message>
        <source>You were invited. The invitation is good until %1.</source>
        <translation>초대를 받으셨어요. %1까지 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Key of the server: %1. Your host sees the same key on the page “Invitations”.</source>
        <translation>서버 열쇠: %1. 초대한 동료의 ‘초대’ 페이지에도 같은 글자가 보여요.</translation>
    </message>
    <message>
        <source>I have an account already</source>
        <translation>이미 계정이 있어요</translation>
    </message>
    <message>
        <source>At least %1 characters. A few unrelated words are best.</source>
        <translation>%1자 이상이에요. 서로 관계없는 단어 몇 개가 가장 좋아요.</translation>
    </message>
    <message>
        <source>Password, once more</source>
        <translation>비밀번호 한 번 더</translation>
    </message>
    <message>
        <source>Choose a password.</source>
        <translation>비밀번호를 정해 주세요.</translation>
    </message>
    <message>
        <source>It needs at least %1 characters.</source>
        <translation>%1자 이상이어야 해요.</translation>
    </message>
    <message>
        <source>This one is easy to guess: it is common, or made of your name or address. Join a few unrelated words.</source>
        <translation>추측하기 쉬운 비밀번호예요. 흔히 쓰이거나 이름, 이메일로 되어 있어요. 서로 관계없는 단어 몇 개를 이어 보세요.</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>두 비밀번호가 달라요.</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 준비 완료</translation>
    </message>
    <message>
        <source>Invite your team now or later, on the page “Invitations”.</source>
        <translation>지금 팀을 초대하거나, 나중에 ‘초대’ 페이지에서 초대할 수 있어요.</translation>
    </message>
    <message>
        <source>Go to today's lunch</source>
        <translation>오늘 점심으로 가기</translation>
    </message>
    <message>
        <source>Preparing the demo company…</source>
        <translation>데모 회사를 준비하는 중…</translation>
    </message>
    <message>
        <source>Welcome to Lunch Desktop</source>
        <translation>점심 데스크톱에 오신 것을 환영해요</translation>
    </message>
    <message>
        <source>Find somebody to have lunch with, in a few seconds. How do you want to begin?</source>
        <translation>함께 점심 먹을 사람을 몇 초 만에 찾아요. 어떻게 시작할까요?</translation>
    </message>
    <message>
        <source>My company uses it already</source>
        <translation>우리 회사는 이미 쓰고 있어요</translation>
    </message>
    <message>
        <source>Paste the invitation that you were sent, or sign in with your account.</source>
        <translation>받은 초대를 붙여 넣거나, 내 계정으로 로그인해요.</translation>
    </message>
    <message>
        <source>Sign in or join</source>
        <translation>로그인 또는 참여</translation>
    </message>
    <message>
        <source>This PC becomes your team's server. You get an invitation to pass on.</source>
        <translation>이 PC가 팀의 서버가 돼요. 동료에게 전할 초대가 만들어져요.</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>먼저 둘러보기</translation>
    </message>
    <message>
        <source>A demo company of 20 people to try everything in. Nothing leaves this PC.</source>
        <translation>20명이 일하는 데모 회사에서 무엇이든 해 볼 수 있어요. 아무것도 이 PC 밖으로 나가지 않아요.</translation>
    </message>
    <message>
        <source>Open the demo company</source>
        <translation>데모 회사 열기</translation>
    </message>
    <message>
        <source>You are signed in as %1 at %2. To use the invitation you sign out there first; what waits to be sent stays on this PC.</source>
        <translation>지금 %2에 %1(으)로 로그인되어 있어요. 초대를 쓰려면 먼저 로그아웃해야 해요. 아직 보내지 않은 변경은 이 PC에 남아 있어요.</translation>
    </message>
    <message>
        <source>Join %1?</source>
        <translation>%1에 참여할까요?</translation>
    </message>
    <message>
        <source>Sign out and join</source>
        <translation>로그아웃하고 참여</translation>
    </message>
    <message>
        <source>Set a new password?</source>
        <translation>새 비밀번호를 정할까요?</translation>
    </message>
    <message>
        <source>Sign out and go on</source>
        <translation>로그아웃하고 계속하기</translation>
    </message>
    <message>
        <source>You are signed in as %1 at %2. To set a new password by the link you sign out there first; what waits to be sent stays on this PC.</source>
        <translation>지금 %2에 %1 님으로 로그인되어 있어요. 링크로 새 비밀번호를 정하려면 먼저 로그아웃해야 해요. 아직 보내지 못한 변경은 이 PC에 그대로 남아요.</translation>
    </message>
    <message>
        <source>Other ways to begin</source>
        <translation>다른 방법으로 시작</translation>
    </message>
    <message>
        <source>Setting your password…</source>
        <translation>비밀번호를 바꾸고 있어요…</translation>
    </message>
    <message>
        <source>Set password and sign in</source>
        <translation>비밀번호를 정하고 로그인하기</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>새 비밀번호</translation>
    </message>
    <message>
        <source>For your account at %1.</source>
        <translation>%1 계정의 비밀번호예요.</translation>
    </message>
    <message>
        <source>For %1 (%2) at %3.</source>
        <translation>%3 %1 님(%2)의 비밀번호예요.</translation>
    </message>
    <message>
        <source>The link works once, until %1. You are signed out on all other devices.</source>
        <translation>이 링크는 %1까지 한 번만 쓸 수 있어요. 다른 기기에서는 모두 로그아웃돼요.</translation>
    </message>
    <message>
        <source>Set a new password</source>
        <translation>새 비밀번호 정하기</translation>
    </message>
    <message>
        <source>I know my password after all</source>
        <translation>비밀번호가 기억났어요</translation>
    </message>
</context>
<context>
    <name>GroupRules</name>
    <message>
        <source>No fixed days</source>
        <translation>정해진 날 없음</translation>
    </message>
    <message>
        <source>By a rule of its own</source>
        <translation>따로 정한 규칙</translation>
    </message>
    <message>
        <source>%1, %2 times</source>
        <translation>%1, %2번</translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <translation>%1, %2까지</translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation>
            <numerusform>%n일마다</numerusform>
        </translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>매일</translation>
    </message>
    <message>
        <source>Every working day</source>
        <translation>평일마다</translation>
    </message>
    <message>
        <source>on the weekday of the start</source>
        <translation>시작한 요일</translation>
    </message>
    <message>
        <source>Weekly on %1</source>
        <translation>매주 %1</translation>
    </message>
    <message>
        <source>Every other week on %1</source>
        <translation>격주 %1</translation>
    </message>
    <message numerus="yes">
        <source>Every %n week(s) on %1</source>
        <translation>
            <numerusform>%n주마다 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>day %1</source>
        <translation>%1일</translation>
    </message>
    <message>
        <source>the day of the start</source>
        <translation>시작한 날짜</translation>
    </message>
    <message>
        <source>Monthly on %1</source>
        <translation>매달 %1</translation>
    </message>
    <message numerus="yes">
        <source>Every %n month(s) on %1</source>
        <translation>
            <numerusform>%n달마다 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>모든 %1</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>첫째 %1</translation>
    </message>
    <message>
        <source>the second %1</source>
        <translation>둘째 %1</translation>
    </message>
    <message>
        <source>the third %1</source>
        <translation>셋째 %1</translation>
    </message>
    <message>
        <source>the fourth %1</source>
        <translation>넷째 %1</translation>
    </message>
    <message>
        <source>the fifth %1</source>
        <translation>다섯째 %1</translation>
    </message>
    <message>
        <source>the last %1</source>
        <translation>마지막 %1</translation>
    </message>
    <message>
        <source>the last day</source>
        <translation>말일</translation>
    </message>
    <message>
        <source>·</source>
        <translation>·</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>New group</source>
        <translation>단골파티 만들기</translation>
    </message>
    <message>
        <source>Make the group</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>“%1” 고치기</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>The lunch of %1</source>
        <translation>%1 점심</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>분</translation>
    </message>
    <message>
        <source>Meeting place</source>
        <translation>만나는 곳</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Only this lunch changes; all others stay as the group has them.</source>
        <translation>이 점심만 바뀌고 나머지는 그대로예요.</translation>
    </message>
    <message>
        <source>The lunch of %1 is changed</source>
        <translation>%1 점심을 바꿨어요</translation>
    </message>
    <message>
        <source>Change this lunch</source>
        <translation>이 점심 바꾸기</translation>
    </message>
    <message>
        <source>Invite to “%1”</source>
        <translation>“%1”에 초대</translation>
    </message>
    <message>
        <source>Choose at least one colleague.</source>
        <translation>동료를 한 명 이상 골라 주세요.</translation>
    </message>
    <message>
        <source>Invited: %1</source>
        <translation>초대함: %1</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>초대</translation>
    </message>
    <message>
        <source>For the lunch of %1 and all after it.</source>
        <translation>%1 점심과 그 뒤의 모든 점심에 적용돼요.</translation>
    </message>
    <message>
        <source>The group “%1” is made</source>
        <translation>단골파티 “%1”을(를) 만들었어요</translation>
    </message>
    <message>
        <source>The group is changed</source>
        <translation>단골파티를 고쳤어요</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>Invited, no answer yet</source>
        <translation>초대 중</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>방장 %1</translation>
    </message>
    <message>
        <source>for those invited</source>
        <translation>초대받은 사람만</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>들어가기</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>거절</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>초대…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>고치기…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>잠시 쉬기</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>End the group</source>
        <translation>단골파티 끝내기</translation>
    </message>
    <message>
        <source>Next lunches</source>
        <translation>다음 점심</translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation>%1 더 보기</translation>
    </message>
    <message>
        <source>Show the lunch</source>
        <translation>점심 파티 보기</translation>
    </message>
    <message>
        <source>Change this lunch only…</source>
        <translation>이 점심만 바꾸기…</translation>
    </message>
    <message>
        <source>Change from this lunch on…</source>
        <translation>이 점심부터 모두 바꾸기…</translation>
    </message>
    <message>
        <source>Call this lunch off</source>
        <translation>이 점심 쉬기</translation>
    </message>
    <message>
        <source>As usual again</source>
        <translation>평소대로 되돌리기</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>방장</translation>
    </message>
    <message>
        <source>Withdraw the invitation</source>
        <translation>초대 거두기</translation>
    </message>
    <message>
        <source>Make them the host…</source>
        <translation>방장 넘기기…</translation>
    </message>
    <message>
        <source>Take off the group</source>
        <translation>단골파티에서 빼기</translation>
    </message>
    <message>
        <source>Choose at least one day.</source>
        <translation>하루 이상 골라 주세요.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>얼마나 자주</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>첫날</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>자리</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Who can join</source>
        <translation>누가 들어올 수 있나요</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>어떤 모임인가요</translation>
    </message>
    <message>
        <source>The office</source>
        <translation>사업장 모두</translation>
    </message>
    <message>
        <source>Invited only</source>
        <translation>초대받은 사람만</translation>
    </message>
    <message>
        <source>soup, walk</source>
        <translation>국밥, 산책</translation>
    </message>
    <message>
        <source>Lunch that comes by itself</source>
        <translation>저절로 열리는 점심</translation>
    </message>
    <message>
        <source>Choose a group to see when it meets next and who belongs to it.</source>
        <translation>단골파티를 고르면 다음 모임과 멤버가 보여요.</translation>
    </message>
    <message>
        <source>No groups yet</source>
        <translation>아직 단골파티가 없어요</translation>
    </message>
    <message>
        <source>A group has lunch regularly: its parties open by themselves, a week ahead.</source>
        <translation>단골파티를 만들면 점심 파티가 일주일 전에 저절로 열려요.</translation>
    </message>
    <message>
        <source>Make the first one</source>
        <translation>첫 단골파티 만들기</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>초대받음</translation>
    </message>
    <message>
        <source>My groups</source>
        <translation>내 단골파티</translation>
    </message>
    <message>
        <source>You can join</source>
        <translation>들어갈 수 있는 단골파티</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>Close the group</source>
        <translation>단골파티 닫기</translation>
    </message>
    <message>
        <source>You belong to “%1” now</source>
        <translation>“%1”에 들어갔어요</translation>
    </message>
    <message>
        <source>“%1” pauses</source>
        <translation>“%1”을(를) 잠시 쉬어요</translation>
    </message>
    <message>
        <source>“%1” goes on</source>
        <translation>“%1”을(를) 다시 시작해요</translation>
    </message>
    <message>
        <source>Taken off the group</source>
        <translation>단골파티에서 뺐어요</translation>
    </message>
    <message>
        <source>The lunch of %1 is called off</source>
        <translation>%1 점심을 쉬어요</translation>
    </message>
    <message>
        <source>The lunch of %1 is as usual</source>
        <translation>%1 점심은 평소대로예요</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>거절했어요</translation>
    </message>
    <message>
        <source>Leave “%1”?</source>
        <translation>“%1”에서 나갈까요?</translation>
    </message>
    <message>
        <source>End “%1”?</source>
        <translation>“%1”을(를) 끝낼까요?</translation>
    </message>
    <message>
        <source>Its lunches still to come are called off. This can’t be undone.</source>
        <translation>앞으로의 점심이 모두 취소되고, 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Make %1 the host?</source>
        <translation>%1 님에게 방장을 넘길까요?</translation>
    </message>
    <message>
        <source>Only they can give it back to you.</source>
        <translation>다시 받으려면 그분이 넘겨 줘야 해요.</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>넘기기</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>You have left “%1”</source>
        <translation>“%1”에서 나왔어요</translation>
    </message>
    <message>
        <source>“%1” has ended</source>
        <translation>“%1”을(를) 끝냈어요</translation>
    </message>
    <message>
        <source>%1 is the host now</source>
        <translation>이제 %1 님이 방장이에요</translation>
    </message>
    <message>
        <source>You are no longer invited to its lunches. Seats that you took stay yours.</source>
        <translation>더 이상 이 점심에 초대되지 않아요. 이미 맡은 자리는 그대로예요.</translation>
    </message>
    <message>
        <source>Whoever has been in the group longest becomes its host.</source>
        <translation>가장 오래 함께한 멤버가 방장이 돼요.</translation>
    </message>
    <message>
        <source>Nobody else belongs to it, so the group ends.</source>
        <translation>다른 멤버가 없어서 단골파티가 끝나요.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>No fixed days</source>
        <translation>정해진 날 없음</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>매주</translation>
    </message>
    <message>
        <source>Every other week</source>
        <translation>격주</translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation>매달</translation>
    </message>
    <message>
        <source>1st</source>
        <translation>첫째</translation>
    </message>
    <message>
        <source>2nd</source>
        <translation>둘째</translation>
    </message>
    <message>
        <source>3rd</source>
        <translation>셋째</translation>
    </message>
    <message>
        <source>4th</source>
        <translation>넷째</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>마지막</translation>
    </message>
    <message>
        <source>Which week of the month</source>
        <translation>몇째 주</translation>
    </message>
    <message>
        <source>Somebody opens a lunch whenever they like.</source>
        <translation>모이고 싶을 때 누구든 점심을 열어요.</translation>
    </message>
    <message>
        <source>%1 (holiday)</source>
        <translation>%1 (공휴일)</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>다음: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Next %1</source>
        <translation>다음 %1</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>쉬는 중</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>공휴일</translation>
    </message>
    <message>
        <source>Called off</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열림</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>바뀜</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>예정</translation>
    </message>
</context>
<context>
    <name>Holidays</name>
    <message>
        <source>New Year’s Day</source>
        <translation>새해 첫날</translation>
    </message>
    <message>
        <source>Seollal holidays</source>
        <translation>설 연휴</translation>
    </message>
    <message>
        <source>Independence Movement Day</source>
        <translation>삼일절</translation>
    </message>
    <message>
        <source>Labour Day</source>
        <translation>노동절</translation>
    </message>
    <message>
        <source>Children’s Day</source>
        <translation>어린이날</translation>
    </message>
    <message>
        <source>Buddha’s Birthday</source>
        <translation>부처님오신날</translation>
    </message>
    <message>
        <source>Memorial Day</source>
        <translation>현충일</translation>
    </message>
    <message>
        <source>Constitution Day</source>
        <translation>제헌절</translation>
    </message>
    <message>
        <source>Liberation Day</source>
        <translation>광복절</translation>
    </message>
    <message>
        <source>Chuseok holidays</source>
        <translation>추석 연휴</translation>
    </message>
    <message>
        <source>National Foundation Day</source>
        <translation>개천절</translation>
    </message>
    <message>
        <source>Hangul Day</source>
        <translation>한글날</translation>
    </message>
    <message>
        <source>Christmas Day</source>
        <translation>성탄절</translation>
    </message>
    <message>
        <source>Substitute holiday</source>
        <translation>대체공휴일</translation>
    </message>
</context>
<context>
    <name>Hosting</name>
    <message>
        <source>Making an invitation…</source>
        <translation>초대를 만드는 중…</translation>
    </message>
    <message>
        <source>Invite colleagues</source>
        <translation>동료 초대하기</translation>
    </message>
    <message>
        <source>Send the message by any messenger. Colleagues paste it into their Lunch Desktop.</source>
        <translation>아무 메신저로나 보내 주세요. 동료는 받은 글을 점심 데스크톱에 붙여 넣으면 돼요.</translation>
    </message>
    <message>
        <source>Who may use it</source>
        <translation>쓸 수 있는 사람</translation>
    </message>
    <message>
        <source>My team</source>
        <translation>우리 팀</translation>
    </message>
    <message>
        <source>Up to 50 people, for seven days. Post it only where your team reads.</source>
        <translation>7일 동안 50명까지 쓸 수 있어요. 우리 팀만 보는 곳에 올려 주세요.</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>한 사람</translation>
    </message>
    <message>
        <source>Works once, for seven days.</source>
        <translation>7일 안에 한 번만 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>E-mail, if you know it</source>
        <translation>이메일(아는 경우)</translation>
    </message>
    <message>
        <source>Then nobody else can use the invitation.</source>
        <translation>적어 두면 다른 사람은 이 초대를 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>The invitation</source>
        <translation>초대 글</translation>
    </message>
    <message>
        <source>Make an invitation</source>
        <translation>초대 만들기</translation>
    </message>
    <message>
        <source>Make another one</source>
        <translation>하나 더 만들기</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했어요</translation>
    </message>
    <message>
        <source>Copy the invitation</source>
        <translation>초대 복사</translation>
    </message>
    <message>
        <source>%1 invites you to lunch with %2.</source>
        <translation>%1 님이 %2의 점심에 초대했어요.</translation>
    </message>
    <message>
        <source>Install Lunch Desktop, choose “Sign in or join”, and paste this whole message. It works until %1.</source>
        <translation>점심 데스크톱을 설치하고 ‘로그인 또는 참여’를 누른 다음, 이 글을 통째로 붙여 넣어 주세요. %1까지 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>The server on this PC</source>
        <translation>이 PC의 서버</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>지금 다시 시도</translation>
    </message>
    <message>
        <source>Stop hosting</source>
        <translation>서버 닫기</translation>
    </message>
    <message>
        <source>Host again</source>
        <translation>서버 다시 열기</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>실행되지 않음</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>닫힘</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>주소: %1</translation>
    </message>
    <message>
        <source>If a colleague can't connect: allow Lunch Desktop in this PC's firewall for private networks (port %1), and see that both are in the same network.</source>
        <translation>동료가 접속하지 못하면, 이 PC의 방화벽에서 점심 데스크톱을 개인 네트워크에 허용하고(%1번 포트) 두 PC가 같은 네트워크에 있는지 확인해 주세요.</translation>
    </message>
    <message>
        <source>Key of the server: %1</source>
        <translation>서버 열쇠: %1</translation>
    </message>
    <message>
        <source>Everything is encrypted. The invitation holds the key, so that nobody can pose as this server; colleagues who want to be sure compare it with the one that they see when they join.</source>
        <translation>모든 연결이 암호화돼요. 초대에 열쇠가 들어 있어서 다른 PC가 이 서버인 척할 수 없어요. 동료가 참여할 때 보이는 열쇠와 비교하면 더 확실해요.</translation>
    </message>
    <message>
        <source>Send your colleagues a new invitation</source>
        <translation>동료에게 새 초대를 보내 주세요</translation>
    </message>
    <message>
        <source>The connection is encrypted now. Whoever joined before pastes it, chooses “I have an account already”, and signs in. Nothing is lost.</source>
        <translation>이제 연결이 암호화돼요. 전에 참여한 동료는 새 초대를 붙여 넣고 “이미 계정이 있어요”를 눌러 로그인하면 돼요. 사라지는 것은 없어요.</translation>
    </message>
    <message>
        <source>It will be there in a few seconds. You can work meanwhile.</source>
        <translation>몇 초면 준비돼요. 그동안 계속 쓰셔도 돼요.</translation>
    </message>
    <message>
        <source>Colleagues work offline until it runs again; nothing is lost. It is tried again by itself.</source>
        <translation>다시 실행될 때까지 동료들은 오프라인으로 써요. 잃는 것은 없고, 저절로 다시 시도해요.</translation>
    </message>
    <message>
        <source>Colleagues work offline. Everything is kept, and you can host again.</source>
        <translation>동료들은 오프라인으로 써요. 모두 그대로 보관되고, 다시 열 수 있어요.</translation>
    </message>
    <message>
        <source>Only this PC reaches it.</source>
        <translation>이 PC에서만 접속할 수 있어요.</translation>
    </message>
    <message>
        <source>This PC is in no network now, so colleagues can't reach it. Connect it to the office network.</source>
        <translation>지금 이 PC가 네트워크에 연결되어 있지 않아 동료가 접속할 수 없어요. 사무실 네트워크에 연결해 주세요.</translation>
    </message>
    <message>
        <source>Colleagues reach it while this PC is on and Lunch Desktop runs.</source>
        <translation>이 PC가 켜져 있고 점심 데스크톱이 실행되는 동안 동료가 접속할 수 있어요.</translation>
    </message>
    <message>
        <source>People who have joined: %1</source>
        <translation>참여한 사람: %1명</translation>
    </message>
    <message>
        <source>The invitation is withdrawn. Nobody can join by it any more.</source>
        <translation>초대를 취소했어요. 이제 이 초대로는 들어올 수 없어요.</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>초대</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>트레이에서 계속 실행</translation>
    </message>
    <message>
        <source>Closing the window ends the server: this desktop has no tray to go on in.</source>
        <translation>이 데스크톱에는 트레이가 없어서, 창을 닫으면 서버도 끝나요.</translation>
    </message>
    <message>
        <source>When you close the window, colleagues still reach the server.</source>
        <translation>창을 닫아도 동료들이 계속 접속할 수 있어요.</translation>
    </message>
    <message>
        <source>Closing the window ends the server until the next start.</source>
        <translation>창을 닫으면 다음에 시작할 때까지 서버도 끝나요.</translation>
    </message>
    <message>
        <source>Open invitations</source>
        <translation>아직 쓸 수 있는 초대</translation>
    </message>
    <message>
        <source>Whoever has one of these can still join.</source>
        <translation>이 초대를 받은 사람은 아직 들어올 수 있어요.</translation>
    </message>
    <message>
        <source>For %1 only</source>
        <translation>%1 전용</translation>
    </message>
    <message>
        <source>For one person</source>
        <translation>한 사람용</translation>
    </message>
    <message>
        <source>For up to %1 people, %2 joined</source>
        <translation>최대 %1명, 지금까지 %2명 참여</translation>
    </message>
    <message>
        <source>Until %1 · made by %2</source>
        <translation>%1까지 · %2 님이 만듦</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>초대 취소</translation>
    </message>
    <message>
        <source>Withdraw the invitation: %1</source>
        <translation>초대 취소: %1</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>closed</source>
        <translation>휴무</translation>
    </message>
    <message>
        <source>Closed on public holidays</source>
        <translation>공휴일 휴무</translation>
    </message>
    <message>
        <source>Open until %1</source>
        <translation>%1까지 영업</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>영업 안 함</translation>
    </message>
    <message>
        <source>Opens at %1</source>
        <translation>%1에 열어요</translation>
    </message>
    <message>
        <source>Closed, opens %1</source>
        <translation>닫힘 · %1에 열어요</translation>
    </message>
    <message>
        <source>It is closed that day. Check the date, or choose another restaurant.</source>
        <translation>그날은 쉬어요. 날짜를 확인하거나 다른 식당을 골라 주세요.</translation>
    </message>
    <message>
        <source>It is closed on that public holiday.</source>
        <translation>그 공휴일에는 쉬어요.</translation>
    </message>
    <message>
        <source>It has its break when you arrive, and opens again at %1.</source>
        <translation>도착할 때 브레이크 타임이에요. %1에 다시 열어요.</translation>
    </message>
    <message>
        <source>It opens at %1, after you arrive.</source>
        <translation>%1에 열어서 도착하면 아직 닫혀 있어요.</translation>
    </message>
    <message>
        <source>It closes at %1, before you arrive.</source>
        <translation>%1에 닫아서 도착하면 끝나 있어요.</translation>
    </message>
    <message>
        <source>Its last order is at %1, before you arrive (%2 min walk).</source>
        <translation>라스트오더가 %1이라 도착하면 주문이 끝나 있어요(도보 %2분).</translation>
    </message>
    <message>
        <source>It closes at %1, before you are done.</source>
        <translation>다 먹기 전인 %1에 닫아요.</translation>
    </message>
    <message>
        <source>The walk takes %1 min each way, which leaves %2 min to eat. Plan for longer.</source>
        <translation>걸어서 편도 %1분이라 먹을 시간이 %2분뿐이에요. 시간을 더 길게 잡아 보세요.</translation>
    </message>
    <message>
        <source>No day has a time. Write them like “Mon-Fri 11:00-21:00”.</source>
        <translation>시간이 있는 요일이 없어요. “월-금 11:00-21:00”처럼 써 주세요.</translation>
    </message>
    <message>
        <source>The opening hours are too long.</source>
        <translation>영업시간이 너무 길어요.</translation>
    </message>
    <message>
        <source>“%1” is not understood. Write it like “Mon-Fri 11:00-21:00”.</source>
        <translation>“%1”을(를) 알아볼 수 없어요. “월-금 11:00-21:00”처럼 써 주세요.</translation>
    </message>
    <message>
        <source>“%1” is no time of the day.</source>
        <translation>“%1”은(는) 없는 시각이에요.</translation>
    </message>
    <message>
        <source>“%1” has no time.</source>
        <translation>“%1”에 시간이 없어요.</translation>
    </message>
    <message>
        <source>“%1” names a day that has its time already.</source>
        <translation>“%1”에 이미 시간을 쓴 요일이 있어요.</translation>
    </message>
    <message>
        <source>Two times overlap: “%1”</source>
        <translation>시간이 겹쳐요: “%1”</translation>
    </message>
    <message>
        <source>The break lies outside of the opening time: “%1”</source>
        <translation>브레이크 타임이 영업시간 밖이에요: “%1”</translation>
    </message>
    <message>
        <source>The last order lies outside of the opening time: “%1”</source>
        <translation>라스트오더가 영업시간 밖이에요: “%1”</translation>
    </message>
    <message>
        <source>%1 (last order %2)</source>
        <translation>%1 (라스트오더 %2)</translation>
    </message>
    <message>
        <source>today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>어제</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n일 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) ago</source>
        <translation>
            <numerusform>%n주 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) ago</source>
        <translation>
            <numerusform>%n달 전</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>A CSV file, as Excel writes it. All of it is taken, or nothing.</source>
        <translation>엑셀이 저장한 CSV 파일이에요. 전부 가져오거나, 하나도 가져오지 않아요.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>파일 고르기…</translation>
    </message>
    <message>
        <source>Save a template…</source>
        <translation>서식 저장…</translation>
    </message>
    <message>
        <source>Bring in</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>인코딩</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <translation>파일의 줄</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>내 비밀번호</translation>
    </message>
    <message>
        <source>The list gives roles and logins, so it has to be you who brings it in.</source>
        <translation>역할과 로그인을 정하는 목록이라, 본인인지 확인해요.</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt)</source>
        <translation>표 (*.csv *.txt)</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>파일 고르기</translation>
    </message>
    <message>
        <source>Save a template</source>
        <translation>서식 저장</translation>
    </message>
    <message>
        <source>Only the server can do this, and it is not reached from here.</source>
        <translation>서버만 할 수 있는 일인데, 지금은 서버에 연결할 수 없어요.</translation>
    </message>
    <message>
        <source>This is not your password.</source>
        <translation>비밀번호가 맞지 않아요.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 해 보기</translation>
    </message>
    <message>
        <source>Encoding: by itself</source>
        <translation>인코딩: 자동</translation>
    </message>
    <message>
        <source>Encoding: by itself (%1)</source>
        <translation>인코딩: 자동 (%1)</translation>
    </message>
    <message>
        <source>The server looks it through…</source>
        <translation>서버가 살펴보고 있어요…</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n줄</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is taken before these are right:</source>
        <translation>이 줄들을 고쳐야 가져올 수 있어요:</translation>
    </message>
    <message>
        <source>Columns not read: %1</source>
        <translation>읽지 않은 열: %1</translation>
    </message>
    <message numerus="yes">
        <source>So long a list goes in %n changes, one after the other.</source>
        <translation>
            <numerusform>목록이 길어서 변경 %n개로 차례로 나눠 넣어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list is brought in.</source>
        <translation>목록을 가져왔어요.</translation>
    </message>
    <message>
        <source>New departments: %1</source>
        <translation>새 부서: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n will be signed out and give up their seats.</source>
        <translation>
            <numerusform>%n명은 로그아웃되고 잡아 둔 자리를 내놓아요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new accounts need a code for a password.</source>
        <translation>
            <numerusform>새 계정 %n개는 비밀번호를 정할 코드가 필요해요.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is brought in</source>
        <translation>가져올 것</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새로</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>바뀜</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Line %1 is about the same.</source>
        <translation>%1번째 줄과 같은 대상이에요.</translation>
    </message>
    <message>
        <source>It is of another office. Here you bring in what is of %1.</source>
        <translation>다른 사업장이에요. 여기서는 %1 것만 가져와요.</translation>
    </message>
    <message>
        <source>This can't be read as such a value.</source>
        <translation>이 칸에 맞는 값이 아니에요.</translation>
    </message>
    <message>
        <source>Somebody else has this login.</source>
        <translation>다른 사람이 쓰는 로그인이에요.</translation>
    </message>
    <message>
        <source>The company would have no admin any more.</source>
        <translation>회사에 관리자가 한 명도 남지 않아요.</translation>
    </message>
    <message>
        <source>A new employee needs a login.</source>
        <translation>새 직원에게는 로그인이 필요해요.</translation>
    </message>
    <message>
        <source>A department is needed here.</source>
        <translation>부서를 적어 주세요.</translation>
    </message>
    <message>
        <source>There is no office of that name.</source>
        <translation>그런 이름의 사업장이 없어요.</translation>
    </message>
    <message>
        <source>Several employees have this number.</source>
        <translation>이 사번을 쓰는 직원이 여러 명이에요.</translation>
    </message>
    <message>
        <source>Neither a number nor a login: nobody can tell who it is.</source>
        <translation>사번도 로그인도 없어서 누구인지 알 수 없어요.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>파일이 비어 있어요.</translation>
    </message>
    <message>
        <source>The file is too large for such a list.</source>
        <translation>목록이라기에는 파일이 너무 커요.</translation>
    </message>
    <message>
        <source>The file is no text. Save it in Excel as CSV, or choose its encoding.</source>
        <translation>텍스트 파일이 아니에요. 엑셀에서 CSV로 저장하거나 인코딩을 골라 주세요.</translation>
    </message>
    <message>
        <source>A cell is longer than anything in such a list.</source>
        <translation>목록의 어떤 값보다도 긴 칸이 있어요.</translation>
    </message>
    <message>
        <source>Quotes are opened and not closed.</source>
        <translation>따옴표가 열리고 닫히지 않았어요.</translation>
    </message>
    <message>
        <source>A column is missing: %1. Compare the first line with the template's.</source>
        <translation>없는 열이 있어요: %1. 첫 줄을 서식과 비교해 보세요.</translation>
    </message>
    <message>
        <source>Two columns mean the same. Take one of them away.</source>
        <translation>같은 뜻의 열이 두 개예요. 하나를 지워 주세요.</translation>
    </message>
    <message>
        <source>The file has more than %1 lines.</source>
        <translation>파일이 %1줄을 넘어요.</translation>
    </message>
    <message>
        <source>The file can't be opened.</source>
        <translation>파일을 열 수 없어요.</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>%1번째 줄</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>Unread</source>
        <translation>안 읽음</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Which entries</source>
        <translation>어떤 알림을 볼까요</translation>
    </message>
    <message>
        <source>Mark all read</source>
        <translation>모두 읽음</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>안 읽음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>“%1”에 맞는 알림이 없어요</translation>
    </message>
    <message>
        <source>Parties and people are searched. Try fewer words.</source>
        <translation>파티와 사람 이름에서 찾아요. 단어를 줄여 보세요.</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>모두 읽었어요</translation>
    </message>
    <message>
        <source>Whatever happens to your lunches appears here.</source>
        <translation>내 점심에 생기는 일이 여기에 쌓여요.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>아직 소식이 없어요</translation>
    </message>
    <message>
        <source>Who invites you, joins you or moves a lunch is told here, even after you were offline.</source>
        <translation>초대, 참여, 시간이나 장소 변경을 알려 드려요. 오프라인이었어도 나중에 모두 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Look at the parties</source>
        <translation>파티 보러 가기</translation>
    </message>
    <message>
        <source>Something happened that this version of Lunch Desktop can't tell</source>
        <translation>이 버전에서는 보여 드릴 수 없는 소식이 있어요</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Your group has lunch: will you come?</source>
        <translation>단골파티 점심이 열렸어요. 함께할까요?</translation>
    </message>
    <message>
        <source>%1 invites you to lunch</source>
        <translation>%1 님이 점심에 초대했어요</translation>
    </message>
    <message>
        <source>You are invited to lunch</source>
        <translation>점심에 초대받았어요</translation>
    </message>
    <message>
        <source>%1 invites you to a group</source>
        <translation>%1 님이 단골파티에 초대했어요</translation>
    </message>
    <message>
        <source>You are invited to a group</source>
        <translation>단골파티에 초대받았어요</translation>
    </message>
    <message>
        <source>You are the host of a group now</source>
        <translation>이제 단골파티의 방장이에요</translation>
    </message>
    <message>
        <source>%1 hosts your group now</source>
        <translation>이제 %1 님이 단골파티의 방장이에요</translation>
    </message>
    <message>
        <source>Your group has another host</source>
        <translation>단골파티의 방장이 바뀌었어요</translation>
    </message>
    <message>
        <source>%1 has a seat for you</source>
        <translation>%1 님이 자리를 잡아 뒀어요</translation>
    </message>
    <message>
        <source>You have a seat at lunch</source>
        <translation>점심 자리가 생겼어요</translation>
    </message>
    <message>
        <source>Lunch is at another time</source>
        <translation>점심 시간이 바뀌었어요</translation>
    </message>
    <message>
        <source>You meet at another place</source>
        <translation>만나는 곳이 바뀌었어요</translation>
    </message>
    <message>
        <source>Lunch is at another restaurant</source>
        <translation>식당이 바뀌었어요</translation>
    </message>
    <message>
        <source>The plan for lunch has changed</source>
        <translation>점심 계획이 바뀌었어요</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>%1 is the host now</source>
        <translation>이제 %1 님이 방장이에요</translation>
    </message>
    <message>
        <source>The party has another host</source>
        <translation>방장이 바뀌었어요</translation>
    </message>
    <message>
        <source>%1 will be %2 min late</source>
        <translation>%1 님이 %2분 늦어요</translation>
    </message>
    <message>
        <source>Somebody will be %1 min late</source>
        <translation>%1분 늦는 분이 있어요</translation>
    </message>
    <message>
        <source>Lunch at %1</source>
        <translation>%1 점심</translation>
    </message>
    <message>
        <source>%1 joins you</source>
        <translation>%1 님이 참여해요</translation>
    </message>
    <message>
        <source>%1 and %2 more join you</source>
        <translation>%1 님 외 %2명이 참여해요</translation>
    </message>
    <message>
        <source>%1 no longer comes</source>
        <translation>%1 님이 못 오게 됐어요</translation>
    </message>
    <message>
        <source>%1 and %2 more no longer come</source>
        <translation>%1 님 외 %2명이 못 오게 됐어요</translation>
    </message>
    <message>
        <source>%1 declined the invitation</source>
        <translation>%1 님이 초대를 거절했어요</translation>
    </message>
    <message>
        <source>%1 and %2 more declined the invitation</source>
        <translation>%1 님 외 %2명이 초대를 거절했어요</translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) joined</source>
        <translation>
            <numerusform>참여 %n명</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) left</source>
        <translation>
            <numerusform>취소 %n명</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) declined</source>
        <translation>
            <numerusform>초대 거절 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Who comes has changed</source>
        <translation>함께하는 사람이 바뀌었어요</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 외 %2명</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>메시지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 mentioned you</source>
        <translation>%1 님이 나를 멘션했어요</translation>
    </message>
    <message>
        <source>You were mentioned</source>
        <translation>나를 멘션한 메시지가 있어요</translation>
    </message>
    <message>
        <source>Somebody else changed the same</source>
        <translation>다른 사람도 같은 곳을 바꿨어요</translation>
    </message>
    <message>
        <source>Choose between both values in the Sync centre.</source>
        <translation>동기화 센터에서 어느 값을 쓸지 골라 주세요.</translation>
    </message>
    <message>
        <source>A change could not be sent</source>
        <translation>보내지 못한 변경이 있어요</translation>
    </message>
    <message>
        <source>Try it again or let it go in the Sync centre.</source>
        <translation>동기화 센터에서 다시 시도하거나 버릴 수 있어요.</translation>
    </message>
    <message>
        <source>Your seat is confirmed</source>
        <translation>자리가 확정됐어요</translation>
    </message>
    <message>
        <source>You are on the waitlist</source>
        <translation>대기에 올랐어요</translation>
    </message>
    <message>
        <source>A seat came free, and it is yours</source>
        <translation>자리가 나서 확정됐어요</translation>
    </message>
    <message>
        <source>Your seat was not confirmed in time</source>
        <translation>제때 확정되지 않았어요</translation>
    </message>
    <message>
        <source>A seat is free: whoever answers first gets it</source>
        <translation>자리가 났어요. 먼저 받는 사람이 앉아요</translation>
    </message>
    <message>
        <source>The party was cancelled</source>
        <translation>파티가 취소됐어요</translation>
    </message>
    <message>
        <source>You are the host now</source>
        <translation>이제 내가 방장이에요</translation>
    </message>
    <message>
        <source>Vote: when do you meet?</source>
        <translation>투표: 언제 만날까요?</translation>
    </message>
    <message>
        <source>Vote: where do you eat?</source>
        <translation>투표: 어디에서 먹을까요?</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1까지</translation>
    </message>
    <message>
        <source>The vote ended without a decision</source>
        <translation>투표가 결정 없이 끝났어요</translation>
    </message>
    <message>
        <source>The vote is decided</source>
        <translation>투표로 정해졌어요</translation>
    </message>
    <message>
        <source>The vote is decided: %1</source>
        <translation>투표로 정해졌어요: %1</translation>
    </message>
    <message>
        <source>%1 proposes lunch to you</source>
        <translation>%1 님이 점심을 제안했어요</translation>
    </message>
    <message>
        <source>Lunch is proposed to you</source>
        <translation>점심 제안을 받았어요</translation>
    </message>
    <message>
        <source>Your proposal was accepted</source>
        <translation>점심 제안이 수락됐어요</translation>
    </message>
    <message>
        <source>%1 accepted your proposal</source>
        <translation>%1 님이 점심 제안을 수락했어요</translation>
    </message>
    <message>
        <source>%1 and %2 more accepted your proposal</source>
        <translation>%1 님 외 %2명이 점심 제안을 수락했어요</translation>
    </message>
    <message>
        <source>Your proposal was declined</source>
        <translation>점심 제안이 거절됐어요</translation>
    </message>
    <message>
        <source>%1 declined your proposal</source>
        <translation>%1 님이 점심 제안을 거절했어요</translation>
    </message>
    <message>
        <source>%1 and %2 more declined your proposal</source>
        <translation>%1 님 외 %2명이 점심 제안을 거절했어요</translation>
    </message>
    <message>
        <source>Nobody said yes to your proposal in time</source>
        <translation>제때 점심 제안을 수락한 사람이 없어요</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Something happened to the data on this PC</source>
        <translation>이 PC의 데이터에 알릴 일이 생겼어요</translation>
    </message>
    <message>
        <source>This version of Lunch Desktop can't tell more about it. Your changes are listed below.</source>
        <translation>이 버전의 점심 데스크톱은 더 자세히 알려 드릴 수 없어요. 내 변경은 아래에 있어요.</translation>
    </message>
    <message>
        <source>Check that what you did last is there; if not, tell your administrator.</source>
        <translation>최근에 한 일이 그대로 있는지 확인하고, 없으면 관리자에게 알려 주세요.</translation>
    </message>
    <message numerus="yes">
        <source>This PC told it of %n of your change(s) that had been decided since.</source>
        <translation>
            <numerusform>그 뒤에 확정된 내 변경 %n건을 이 PC가 서버에 다시 알렸어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>The company server had to go back to a backup.</source>
        <translation>회사 서버가 백업으로 돌아갔어요.</translation>
    </message>
    <message>
        <source>All of them count as before.</source>
        <translation>모두 전과 같이 유지돼요.</translation>
    </message>
    <message>
        <source>The server was restored</source>
        <translation>서버가 복원됐어요</translation>
    </message>
    <message>
        <source>There is nothing for you to do.</source>
        <translation>따로 하실 일은 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them came out differently.</source>
        <translation>
            <numerusform>그중 %n건은 결과가 달라졌어요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them could not be kept.</source>
        <translation>
            <numerusform>그중 %n건은 유지하지 못했어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Those are listed under “Needs attention”, each with its reason.</source>
        <translation>‘확인이 필요해요’에 이유와 함께 있어요.</translation>
    </message>
    <message>
        <source>Look at your parties: a seat may have become a place in line.</source>
        <translation>내 파티를 확인해 주세요. 자리가 대기로 바뀌었을 수 있어요.</translation>
    </message>
    <message numerus="yes">
        <source>The restored server could not take back %n of your change(s).</source>
        <translation>
            <numerusform>복원된 서버가 내 변경 %n건을 다시 받아들이지 못했어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some changes may be lost on the server</source>
        <translation>서버에서 사라진 변경이 있을 수 있어요</translation>
    </message>
    <message>
        <source>Look whether your latest parties and seats are as you left them.</source>
        <translation>최근에 만든 파티와 잡은 자리가 그대로인지 확인해 주세요.</translation>
    </message>
    <message>
        <source>The server took back most of what this PC held, and its checksums agree with that.</source>
        <translation>서버가 이 PC에 있던 데이터를 대부분 거둬 갔어요. 서버의 검산과도 맞아요.</translation>
    </message>
    <message>
        <source>What was here before was kept in %1.</source>
        <translation>그 전의 데이터는 %1에 백업해 두었어요.</translation>
    </message>
    <message>
        <source>Most of the data was removed</source>
        <translation>데이터가 대부분 사라졌어요</translation>
    </message>
    <message>
        <source>If you did not expect this, tell your administrator. Your own changes are safe.</source>
        <translation>예상하지 못한 일이라면 관리자에게 알려 주세요. 내 변경은 안전해요.</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>₩%1</source>
        <translation>%1원</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Asked for a seat in “%1”</source>
        <translation>“%1” 참여를 요청했어요</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1번째</translation>
    </message>
    <message>
        <source>Go to, or do</source>
        <translation>찾아가기 또는 하기</translation>
    </message>
    <message>
        <source>Pages, actions, colleagues, restaurants, parties</source>
        <translation>화면, 할 일, 동료, 식당, 파티</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>찾은 것</translation>
    </message>
    <message>
        <source>Nothing found for “%1”. Ctrl+N opens a new party.</source>
        <translation>“%1”에 맞는 것이 없어요. Ctrl+N으로 새 파티를 열 수 있어요.</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>단축키 찾기</translation>
    </message>
    <message>
        <source>No shortcut found for “%1”.</source>
        <translation>“%1”에 맞는 단축키가 없어요.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>이 화면에서</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>점심</translation>
    </message>
    <message>
        <source>Going around</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Used lately</source>
        <translation>최근에 쓴 것</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Restaurants</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Lunch groups</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>Coming parties</source>
        <translation>다가오는 파티</translation>
    </message>
    <message>
        <source>Past parties</source>
        <translation>지난 파티</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Lunch group</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>Lunch party</source>
        <translation>점심 파티</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>New party together</source>
        <translation>함께 새 파티</translation>
    </message>
    <message>
        <source>New party there</source>
        <translation>그곳에서 새 파티</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Show its parties</source>
        <translation>그곳 파티 보기</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>참여</translation>
    </message>
</context>
<context>
    <name>Parties</name>
    <message>
        <source>Join</source>
        <translation>참여</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Switch to this party</source>
        <translation>이 파티로 옮기기</translation>
    </message>
    <message>
        <source>Take the free seat</source>
        <translation>빈자리 받기</translation>
    </message>
    <message>
        <source>We went</source>
        <translation>다녀왔어요</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>초대</translation>
    </message>
    <message>
        <source>Seat somebody</source>
        <translation>동료 자리 잡기</translation>
    </message>
    <message>
        <source>Bring a guest</source>
        <translation>손님 데려오기</translation>
    </message>
    <message>
        <source>Table is reserved</source>
        <translation>식당 예약했어요</translation>
    </message>
    <message>
        <source>No table after all</source>
        <translation>예약 취소됐어요</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>방장 넘기기</translation>
    </message>
    <message>
        <source>Copy invitation</source>
        <translation>초대글 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>마감</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>다시 열기</translation>
    </message>
    <message>
        <source>Decline invitation</source>
        <translation>초대 거절</translation>
    </message>
    <message>
        <source>Cancel waiting</source>
        <translation>대기 취소</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>요청 취소</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>Cancel party</source>
        <translation>파티 취소</translation>
    </message>
    <message>
        <source>Give a colleague a free seat by hand</source>
        <translation>빈자리에 동료를 직접 앉혀요</translation>
    </message>
    <message>
        <source>Somebody from outside comes with you</source>
        <translation>회사 밖 사람이 함께 와요</translation>
    </message>
    <message>
        <source>Make another member the host</source>
        <translation>다른 참여자를 방장으로 정해요</translation>
    </message>
    <message>
        <source>Take no more people</source>
        <translation>더 받지 않아요</translation>
    </message>
    <message>
        <source>Take people again</source>
        <translation>다시 사람을 받아요</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>More to do with this party</source>
        <translation>이 파티에서 더 할 일</translation>
    </message>
    <message>
        <source>Members besides you: %1. They will read that it is off.</source>
        <translation>함께하려던 %1명에게 취소됐다고 알려요.</translation>
    </message>
    <message>
        <source>Nobody else has a seat yet.</source>
        <translation>아직 다른 참여자는 없어요.</translation>
    </message>
    <message>
        <source>This can’t be undone.</source>
        <translation>되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Cancel “%1”?</source>
        <translation>“%1”을(를) 취소할까요?</translation>
    </message>
    <message>
        <source>Cancel the party</source>
        <translation>파티 취소하기</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Leave “%1”?</source>
        <translation>“%1”에서 나갈까요?</translation>
    </message>
    <message>
        <source>Leave the party</source>
        <translation>파티에서 나가기</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>남기</translation>
    </message>
    <message>
        <source>Waiting for a seat: %1. Yours goes to the first of them at once.</source>
        <translation>%1명이 기다리고 있어서 내 자리는 바로 첫 번째 분께 가요.</translation>
    </message>
    <message>
        <source>You are the only one with a seat, so the party will be cancelled.</source>
        <translation>자리가 확정된 사람이 나뿐이라 파티가 취소돼요.</translation>
    </message>
    <message>
        <source>You are the host. %1 has had a seat the longest and becomes the host.</source>
        <translation>내가 방장이에요. 가장 먼저 확정된 %1 님이 다음 방장이 돼요.</translation>
    </message>
    <message>
        <source>Switch to “%1”?</source>
        <translation>“%1”(으)로 옮길까요?</translation>
    </message>
    <message>
        <source>You host “%1”. Whoever has had a seat there the longest takes over; without anybody it is cancelled.</source>
        <translation>“%1”의 방장이에요. 가장 먼저 자리를 잡은 사람이 이어받고, 아무도 없으면 취소돼요.</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>옮기기</translation>
    </message>
    <message>
        <source>The guest</source>
        <translation>손님</translation>
    </message>
    <message>
        <source>Does %1 not come?</source>
        <translation>%1 님이 안 오나요?</translation>
    </message>
    <message>
        <source>The seat becomes free, or goes to the first who waits. Brought by: %1.</source>
        <translation>자리가 비거나, 기다리는 첫 사람에게 가요. 데려온 사람: %1.</translation>
    </message>
    <message>
        <source>Free the seat</source>
        <translation>자리 비우기</translation>
    </message>
    <message>
        <source>1F lobby</source>
        <translation>1층 로비</translation>
    </message>
    <message>
        <source>Cafeteria together</source>
        <translation>구내식당 같이 가요</translation>
    </message>
    <message>
        <source>In front of the cafeteria</source>
        <translation>구내식당 앞</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Your draft is still here</source>
        <translation>쓰던 내용이 남아 있어요</translation>
    </message>
    <message>
        <source>Go on where you stopped, or start over.</source>
        <translation>이어서 쓰거나 새로 시작하세요.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>새로 시작</translation>
    </message>
    <message>
        <source>New lunch party</source>
        <translation>새 점심 파티</translation>
    </message>
    <message>
        <source>Edit the party</source>
        <translation>파티 고치기</translation>
    </message>
    <message>
        <source>Let’s go</source>
        <translation>같이 가요</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>“%1” is open, its vote is not yet</source>
        <translation>“%1” 파티는 열렸지만 투표는 아직이에요</translation>
    </message>
    <message>
        <source>Put the vote right, or close the form: the party stands either way.</source>
        <translation>투표를 고쳐서 다시 열거나 창을 닫아 주세요. 파티는 그대로 있어요.</translation>
    </message>
    <message>
        <source>“%1” is open</source>
        <translation>“%1”을(를) 열었어요</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장했어요</translation>
    </message>
    <message>
        <source>Saved, but somebody had changed this meanwhile: %1</source>
        <translation>저장했어요. 그사이 바뀐 항목이 있어요: %1</translation>
    </message>
    <message>
        <source>Open “%1”</source>
        <translation>“%1” 보기</translation>
    </message>
    <message>
        <source>Everybody will read that you come %1 min late</source>
        <translation>%1분 늦는다고 모두에게 알려요</translation>
    </message>
    <message>
        <source>Everybody will read that you come on time</source>
        <translation>제시간에 온다고 모두에게 알려요</translation>
    </message>
    <message>
        <source>Invitation of %1 withdrawn</source>
        <translation>%1 님 초대를 거뒀어요</translation>
    </message>
    <message>
        <source>Seat of %1 freed</source>
        <translation>%1 님 자리를 비웠어요</translation>
    </message>
    <message>
        <source>Asked for a seat in “%1”</source>
        <translation>“%1”에 자리를 요청했어요</translation>
    </message>
    <message>
        <source>Asked to wait for a seat in “%1”</source>
        <translation>“%1”에 대기를 요청했어요</translation>
    </message>
    <message>
        <source>Asked to switch to “%1”</source>
        <translation>“%1”(으)로 옮기기를 요청했어요</translation>
    </message>
    <message>
        <source>Asked for the free seat in “%1”</source>
        <translation>“%1”의 빈자리를 요청했어요</translation>
    </message>
    <message>
        <source>Everybody reads that a table is reserved</source>
        <translation>예약했다고 모두에게 보여요</translation>
    </message>
    <message>
        <source>Everybody reads that no table is reserved</source>
        <translation>예약이 없다고 모두에게 보여요</translation>
    </message>
    <message>
        <source>%1 does not come</source>
        <translation>%1 님이 안 와요</translation>
    </message>
    <message>
        <source>Noted in your visits: %1</source>
        <translation>방문 기록에 적었어요: %1</translation>
    </message>
    <message>
        <source>Noted in your visits</source>
        <translation>방문 기록에 남겼어요</translation>
    </message>
    <message>
        <source>“%1” takes no more people</source>
        <translation>“%1”을(를) 마감했어요</translation>
    </message>
    <message>
        <source>“%1” takes people again</source>
        <translation>“%1”을(를) 다시 열었어요</translation>
    </message>
    <message>
        <source>Invitation to “%1” declined</source>
        <translation>“%1” 초대를 거절했어요</translation>
    </message>
    <message>
        <source>You no longer wait for “%1”</source>
        <translation>“%1” 대기를 취소했어요</translation>
    </message>
    <message>
        <source>Request for “%1” taken back</source>
        <translation>“%1” 요청을 취소했어요</translation>
    </message>
    <message>
        <source>You left “%1”</source>
        <translation>“%1”에서 나왔어요</translation>
    </message>
    <message>
        <source>“%1” is cancelled</source>
        <translation>“%1”을(를) 취소했어요</translation>
    </message>
    <message>
        <source>Invitation copied: paste it into a messenger</source>
        <translation>초대글을 복사했어요. 메신저에 붙여 넣으세요</translation>
    </message>
    <message>
        <source>It can’t be undone any more.</source>
        <translation>이제 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Running late?</source>
        <translation>늦으시나요?</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>제시간</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>참여자</translation>
    </message>
    <message>
        <source>Invited only</source>
        <translation>초대한 사람만</translation>
    </message>
    <message>
        <source>Place undecided</source>
        <translation>식당 미정</translation>
    </message>
    <message>
        <source>A table is reserved</source>
        <translation>식당을 예약했어요</translation>
    </message>
    <message>
        <source>A seat is free: whoever takes it first has it.</source>
        <translation>자리가 났어요. 먼저 받는 사람이 앉아요.</translation>
    </message>
    <message>
        <source>You have a seat in “%1” at that time.</source>
        <translation>그 시간에 “%1” 자리가 있어요.</translation>
    </message>
    <message>
        <source>It is given up only if you get this one.</source>
        <translation>이 자리를 받을 때만 비워져요.</translation>
    </message>
    <message>
        <source>The server did not confirm your seat in time.</source>
        <translation>제시간에 자리가 확정되지 않았어요.</translation>
    </message>
    <message>
        <source>Not confirmed yet; the request expires at %1.</source>
        <translation>아직 확정되지 않았어요. %1에 요청이 만료돼요.</translation>
    </message>
    <message>
        <source>Switch requested until %1; until it is confirmed you keep your seat in “%2”.</source>
        <translation>%1까지 옮기기 요청 중이에요. 확정될 때까지 “%2” 자리는 그대로예요.</translation>
    </message>
    <message>
        <source>To be sure, call %1 on ext. %2.</source>
        <translation>확실히 하려면 %1 님께 내선 %2번으로 전화해 보세요.</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>대기 %1</translation>
    </message>
    <message>
        <source>%1 invited</source>
        <translation>초대 %1</translation>
    </message>
    <message>
        <source>%1 of %2 seats taken</source>
        <translation>%2자리 중 %1자리 참</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>예상 시간(분)</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>자리</translation>
    </message>
    <message>
        <source>Meeting place</source>
        <translation>만나는 곳</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Who sees it</source>
        <translation>공개 범위</translation>
    </message>
    <message>
        <source>The office</source>
        <translation>사업장 모두</translation>
    </message>
    <message>
        <source>What should they know? Booking, budget, diet …</source>
        <translation>예약, 예산, 못 먹는 음식 등을 적어 주세요</translation>
    </message>
    <message>
        <source>“%1” is not in the list: the place stays undecided.</source>
        <translation>“%1”은(는) 목록에 없어서 식당은 미정으로 남아요.</translation>
    </message>
    <message>
        <source>Nobody else learns of it.</source>
        <translation>다른 사람에게는 보이지 않아요.</translation>
    </message>
    <message>
        <source>Let’s have lunch</source>
        <translation>점심 같이 먹어요</translation>
    </message>
    <message>
        <source>Lunch at %1</source>
        <translation>%1 같이 가요</translation>
    </message>
    <message>
        <source>[Lunch] %1</source>
        <translation>[점심] %1</translation>
    </message>
    <message>
        <source>When: %1</source>
        <translation>언제: %1</translation>
    </message>
    <message>
        <source>Meet at: %1</source>
        <translation>만나는 곳: %1</translation>
    </message>
    <message>
        <source>Restaurant: %1 (%2)</source>
        <translation>식당: %1 (%2)</translation>
    </message>
    <message>
        <source>Restaurant: to be decided together</source>
        <translation>식당: 같이 정해요</translation>
    </message>
    <message>
        <source>Seats: closed, ask the host</source>
        <translation>자리: 마감됐어요. 방장에게 물어보세요</translation>
    </message>
    <message>
        <source>Seats: all %1 taken, you can wait for one</source>
        <translation>자리: %1개 모두 찼고, 대기할 수 있어요</translation>
    </message>
    <message>
        <source>Seats: %1 of %2 free</source>
        <translation>자리: %2개 중 %1개 남음</translation>
    </message>
    <message>
        <source>To join: Lunch Desktop &gt; Lunch parties; it is there for those who are invited.</source>
        <translation>참여: 점심 데스크톱의 점심 파티에서 초대받은 사람에게 보여요.</translation>
    </message>
    <message>
        <source>To join: open Lunch Desktop, choose it under Today or Lunch parties, and press Enter.</source>
        <translation>참여: 점심 데스크톱을 열고 오늘이나 점심 파티에서 골라 Enter를 누르세요.</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>방장: %1</translation>
    </message>
    <message>
        <source>Invite to “%1”</source>
        <translation>“%1”에 초대</translation>
    </message>
    <message>
        <source>Everybody you choose gets an invitation that holds no seat yet.</source>
        <translation>고른 분들께 초대를 보내요. 자리는 수락하면 정해져요.</translation>
    </message>
    <message>
        <source>Choose at least one colleague.</source>
        <translation>한 명 이상 골라 주세요.</translation>
    </message>
    <message>
        <source>Invited: %1</source>
        <translation>%1명을 초대했어요</translation>
    </message>
    <message>
        <source>Coming</source>
        <translation>다가오는</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>내 파티</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>지난</translation>
    </message>
    <message>
        <source>Which parties</source>
        <translation>어떤 파티</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>파티 목록</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>모두 %1개</translation>
    </message>
    <message>
        <source>Parties are on their way</source>
        <translation>파티를 가져오고 있어요</translation>
    </message>
    <message>
        <source>They appear here once this desktop has synced for the first time.</source>
        <translation>첫 동기화가 끝나면 여기에 보여요.</translation>
    </message>
    <message>
        <source>%1. You can work meanwhile.</source>
        <translation>%1. 그동안 바로 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>“%1”에 맞는 파티가 없어요</translation>
    </message>
    <message>
        <source>Titles, restaurants and meeting places are searched. Try fewer words.</source>
        <translation>제목, 식당, 만나는 곳에서 찾아요. 낱말을 줄여 보세요.</translation>
    </message>
    <message>
        <source>No lunch planned yet</source>
        <translation>아직 약속이 없어요</translation>
    </message>
    <message>
        <source>Join a party under Coming, or open one with Ctrl+N.</source>
        <translation>‘다가오는’에서 참여하거나 Ctrl+N으로 열어 보세요.</translation>
    </message>
    <message>
        <source>No past parties</source>
        <translation>지난 파티가 없어요</translation>
    </message>
    <message>
        <source>Lunches you see today are listed here from tomorrow on.</source>
        <translation>오늘 보이는 점심은 내일부터 여기에 남아요.</translation>
    </message>
    <message>
        <source>No parties yet</source>
        <translation>아직 파티가 없어요</translation>
    </message>
    <message>
        <source>Ctrl+N opens one.</source>
        <translation>Ctrl+N을 누르면 열 수 있어요.</translation>
    </message>
    <message>
        <source>New party</source>
        <translation>파티 열기</translation>
    </message>
    <message>
        <source>%1 (me)</source>
        <translation>%1 (나)</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>방장</translation>
    </message>
    <message>
        <source>Withdraw invitation of %1</source>
        <translation>%1 님 초대 거두기</translation>
    </message>
    <message>
        <source>Free the seat of %1</source>
        <translation>%1 님 자리 비우기</translation>
    </message>
    <message>
        <source>A guest</source>
        <translation>손님</translation>
    </message>
    <message>
        <source>Guest of %1</source>
        <translation>%1 님의 손님</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>손님</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>요청됨</translation>
    </message>
    <message>
        <source>In line: %1</source>
        <translation>대기 %1번째</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>초대함</translation>
    </message>
    <message>
        <source>Seated by the host</source>
        <translation>방장이 앉힘</translation>
    </message>
    <message>
        <source>+%1 min</source>
        <translation>+%1분</translation>
    </message>
    <message>
        <source>Take seat</source>
        <translation>자리 받기</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>확정</translation>
    </message>
    <message>
        <source>Lapsed</source>
        <translation>미확정</translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>내가 방장</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>마감</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>만석</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작됨</translation>
    </message>
    <message>
        <source>Took part</source>
        <translation>다녀옴</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>아직 안 보냄</translation>
    </message>
    <message>
        <source>You’re invited</source>
        <translation>초대받았어요</translation>
    </message>
    <message>
        <source>Enter: %1</source>
        <translation>Enter: %1</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>Close the party</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Lunch party</source>
        <translation>점심 파티</translation>
    </message>
    <message>
        <source>Who goes where?</source>
        <translation>누가 어디로 갈까요?</translation>
    </message>
    <message>
        <source>Choose a party on the left to see who comes and where you meet.</source>
        <translation>왼쪽에서 파티를 고르면 참여자와 만나는 곳이 보여요.</translation>
    </message>
    <message>
        <source>Lunch parties</source>
        <translation>점심 파티</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Wait for a seat</source>
        <translation>대기하기</translation>
    </message>
    <message>
        <source>Tell everybody that I come %1 min late</source>
        <translation>%1분 늦는다고 모두에게 알리기</translation>
    </message>
    <message>
        <source>Join this party</source>
        <translation>이 파티에 참여하기</translation>
    </message>
    <message>
        <source>Wait for a seat in this party</source>
        <translation>이 파티에 대기하기</translation>
    </message>
    <message>
        <source>Switch to this party from the other one</source>
        <translation>다른 파티에서 이 파티로 옮기기</translation>
    </message>
    <message>
        <source>Take the free seat in this party</source>
        <translation>이 파티의 빈자리 받기</translation>
    </message>
    <message>
        <source>We went to this party</source>
        <translation>이 파티에 다녀왔어요</translation>
    </message>
    <message>
        <source>Chat of this party</source>
        <translation>이 파티의 채팅</translation>
    </message>
    <message>
        <source>Edit this party</source>
        <translation>이 파티 고치기</translation>
    </message>
    <message>
        <source>Invite colleagues to this party</source>
        <translation>이 파티에 동료 초대하기</translation>
    </message>
    <message>
        <source>Seat somebody in this party</source>
        <translation>이 파티에 동료 자리 잡기</translation>
    </message>
    <message>
        <source>Bring a guest to this party</source>
        <translation>이 파티에 손님 데려오기</translation>
    </message>
    <message>
        <source>Say that a table is reserved for this party</source>
        <translation>이 파티의 식당을 예약했다고 알리기</translation>
    </message>
    <message>
        <source>Say that no table is reserved for this party</source>
        <translation>이 파티의 예약이 없다고 알리기</translation>
    </message>
    <message>
        <source>Hand over this party to another member</source>
        <translation>이 파티의 방장을 다른 참여자에게 넘기기</translation>
    </message>
    <message>
        <source>Copy the invitation to this party</source>
        <translation>이 파티 초대 글 복사하기</translation>
    </message>
    <message>
        <source>Close this party</source>
        <translation>이 파티 마감하기</translation>
    </message>
    <message>
        <source>Open this party again</source>
        <translation>이 파티 다시 열기</translation>
    </message>
    <message>
        <source>Decline the invitation to this party</source>
        <translation>이 파티 초대 거절하기</translation>
    </message>
    <message>
        <source>Stop waiting for this party</source>
        <translation>이 파티 대기 그만두기</translation>
    </message>
    <message>
        <source>Cancel the request for a seat in this party</source>
        <translation>이 파티 참여 요청 취소하기</translation>
    </message>
    <message>
        <source>Leave this party</source>
        <translation>이 파티에서 나가기</translation>
    </message>
    <message>
        <source>Cancel this party</source>
        <translation>이 파티 취소하기</translation>
    </message>
    <message>
        <source>Show coming parties</source>
        <translation>다가오는 파티 보기</translation>
    </message>
    <message>
        <source>Show my parties</source>
        <translation>내 파티 보기</translation>
    </message>
    <message>
        <source>Show past parties</source>
        <translation>지난 파티 보기</translation>
    </message>
    <message>
        <source>Guest’s name</source>
        <translation>손님 이름</translation>
    </message>
    <message>
        <source>Only those who take part read it.</source>
        <translation>참여자만 볼 수 있어요.</translation>
    </message>
    <message>
        <source>A guest in “%1”</source>
        <translation>“%1”의 손님</translation>
    </message>
    <message>
        <source>A guest from outside takes one of the seats, and their share falls to you.</source>
        <translation>회사 밖 손님도 자리를 하나 쓰고, 손님 몫은 내 분담이 돼요.</translation>
    </message>
    <message>
        <source>Bring the guest</source>
        <translation>손님 데려오기</translation>
    </message>
    <message numerus="yes">
        <source>At most %n character(s).</source>
        <translation>
            <numerusform>%n자까지 쓸 수 있어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type a name, so that the others know who comes.</source>
        <translation>누가 오는지 알 수 있게 이름을 적어 주세요.</translation>
    </message>
    <message>
        <source>%1 comes with you</source>
        <translation>%1 님이 함께 와요</translation>
    </message>
    <message>
        <source>The new host</source>
        <translation>새 방장</translation>
    </message>
    <message>
        <source>Hand over “%1”</source>
        <translation>“%1” 방장 넘기기</translation>
    </message>
    <message>
        <source>The new host edits, invites and closes. You keep your seat; only they can give it back.</source>
        <translation>새 방장이 수정하고 초대하고 마감해요. 내 자리는 그대로이고, 방장은 새 방장만 되돌려 줄 수 있어요.</translation>
    </message>
    <message>
        <source>%1 is the host of “%2” now</source>
        <translation>이제 %1 님이 “%2”의 방장이에요</translation>
    </message>
    <message>
        <source>Seats in “%1”</source>
        <translation>“%1”의 자리</translation>
    </message>
    <message>
        <source>Free seats: %1. Whom you seat reads it at once, and may leave like everybody.</source>
        <translation>빈자리: %1. 앉힌 동료에게 바로 알려지고, 다른 사람처럼 나갈 수 있어요.</translation>
    </message>
    <message>
        <source>Give the seats</source>
        <translation>자리 잡아 주기</translation>
    </message>
    <message>
        <source>Only %1 of the seats are free.</source>
        <translation>빈자리가 %1개뿐이에요.</translation>
    </message>
    <message>
        <source>Asked for the seat; your colleague reads it as soon as it is given</source>
        <translation>자리를 요청했어요. 확정되면 동료에게 바로 알려져요</translation>
    </message>
    <message>
        <source>Unsuitable for you: %1</source>
        <translation>나에게 맞지 않아요: %1</translation>
    </message>
    <message>
        <source>Unsuitable for %1: %2</source>
        <translation>%1 님에게 맞지 않아요: %2</translation>
    </message>
    <message numerus="yes">
        <source>Unsuitable for %n member(s)</source>
        <translation>
            <numerusform>참여자 %n명에게 맞지 않아요</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has an allergy: ask the restaurant.</source>
        <translation>알레르기가 있는 분이 있어요. 식당에 꼭 물어보세요.</translation>
    </message>
    <message>
        <source>Whether it suits every need is unknown.</source>
        <translation>모두에게 맞는지는 알 수 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>Of %n member(s) not everything is known.</source>
        <translation>
            <numerusform>%n명은 다 알려진 것이 아니에요.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message numerus="yes">
        <source>%n lunch(es) together</source>
        <translation>
            <numerusform>같이 점심 %n번</numerusform>
        </translation>
    </message>
    <message>
        <source>How often you had lunch is for you alone to see.</source>
        <translation>같이 먹은 횟수는 나만 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Invite to “%1”</source>
        <translation>“%1”에 초대</translation>
    </message>
    <message>
        <source>New party together</source>
        <translation>같이 갈 파티 만들기</translation>
    </message>
    <message>
        <source>Propose lunch</source>
        <translation>점심 제안하기</translation>
    </message>
    <message>
        <source>Copy the extension</source>
        <translation>내선 번호 복사</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Close the colleague</source>
        <translation>동료 닫기</translation>
    </message>
    <message>
        <source>Free now, %1</source>
        <translation>지금 가능, %1</translation>
    </message>
    <message>
        <source>Free %1</source>
        <translation>%1 가능</translation>
    </message>
    <message>
        <source>Lunch today</source>
        <translation>오늘 같이 점심</translation>
    </message>
    <message numerus="yes">
        <source>Lunch %n day(s) ago</source>
        <translation>
            <numerusform>%n일 전 같이 점심</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lunch %n week(s) ago</source>
        <translation>
            <numerusform>%n주 전 같이 점심</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lunch %n month(s) ago</source>
        <translation>
            <numerusform>%n달 전 같이 점심</numerusform>
        </translation>
    </message>
    <message>
        <source>Ext. %1</source>
        <translation>내선 %1</translation>
    </message>
    <message>
        <source>People</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>My circle</source>
        <translation>내 모임</translation>
    </message>
    <message>
        <source>Eaten with</source>
        <translation>함께 먹은 동료</translation>
    </message>
    <message>
        <source>Free today</source>
        <translation>오늘 가능</translation>
    </message>
    <message>
        <source>Which colleagues</source>
        <translation>어떤 동료</translation>
    </message>
    <message>
        <source>Who comes along?</source>
        <translation>누구와 갈까요?</translation>
    </message>
    <message>
        <source>Choose a colleague to see when they are free and to have lunch with them.</source>
        <translation>동료를 고르면 언제 가능한지 보고 같이 점심 약속을 잡을 수 있어요.</translation>
    </message>
    <message>
        <source>Every team</source>
        <translation>모든 팀</translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s)</source>
        <translation>
            <numerusform>동료 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody found for “%1”</source>
        <translation>“%1”에 맞는 동료가 없어요</translation>
    </message>
    <message>
        <source>Type a name, its initial consonants, or a team.</source>
        <translation>이름, 초성이나 팀 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Nobody here yet</source>
        <translation>아직 아무도 없어요</translation>
    </message>
    <message>
        <source>Your circle is still small</source>
        <translation>내 모임이 아직 작아요</translation>
    </message>
    <message>
        <source>Your team, your groups and those you have had lunch with belong to it.</source>
        <translation>우리 팀, 단골파티, 함께 점심을 먹은 동료가 내 모임이에요.</translation>
    </message>
    <message>
        <source>No lunch together yet</source>
        <translation>아직 함께 먹은 동료가 없어요</translation>
    </message>
    <message>
        <source>Say “We went” after lunch, and those who were there stand here.</source>
        <translation>점심 뒤에 “다녀왔어요”를 누르면 함께한 동료가 여기에 나와요.</translation>
    </message>
    <message>
        <source>Nobody of your circle has said so yet</source>
        <translation>내 모임에서 아직 아무도 알리지 않았어요</translation>
    </message>
    <message>
        <source>Colleagues who are free for lunch today stand here.</source>
        <translation>오늘 점심에 시간이 되는 동료가 여기에 나와요.</translation>
    </message>
    <message>
        <source>%1 is invited to “%2”</source>
        <translation>%1 님을 “%2”에 초대했어요</translation>
    </message>
    <message>
        <source>%1 is on the clipboard</source>
        <translation>%1을(를) 복사했어요</translation>
    </message>
</context>
<context>
    <name>Pickers</name>
    <message>
        <source>Colleagues</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>이름을 입력하세요</translation>
    </message>
    <message>
        <source>%1 taken out</source>
        <translation>%1 님을 뺐어요</translation>
    </message>
    <message>
        <source>Take out %1</source>
        <translation>%1 님 빼기</translation>
    </message>
    <message>
        <source>ext. %1</source>
        <translation>내선 %1</translation>
    </message>
    <message>
        <source>Nobody else of that name.</source>
        <translation>그런 이름의 동료가 더 없어요.</translation>
    </message>
    <message>
        <source>%1 min walk</source>
        <translation>도보 %1분</translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation>아직 미정</translation>
    </message>
    <message>
        <source>No restaurant of that name. Leave it undecided and say it in the note.</source>
        <translation>그런 식당이 없어요. 미정으로 두고 메모에 적어 주세요.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Stopping…</source>
        <translation>멈추는 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n초 남음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n분 남음</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Proposals</name>
    <message>
        <source>Lunch together?</source>
        <translation>점심 같이 드실래요?</translation>
    </message>
    <message>
        <source>Propose lunch</source>
        <translation>점심 제안하기</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>양식 닫기</translation>
    </message>
    <message>
        <source>They can answer for 24 hours. The first yes makes the party, and you host it.</source>
        <translation>24시간 동안 답할 수 있어요. 첫 수락으로 파티가 만들어지고, 내가 방장이 돼요.</translation>
    </message>
    <message>
        <source>What you say</source>
        <translation>한마디</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Meeting place</source>
        <translation>만날 곳</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>제안하기</translation>
    </message>
    <message>
        <source>Choose at least one colleague.</source>
        <translation>동료를 한 명 이상 고르세요.</translation>
    </message>
    <message>
        <source>Lunch proposed to %1</source>
        <translation>%1에게 점심을 제안했어요</translation>
    </message>
    <message>
        <source>Say a word to them.</source>
        <translation>한마디를 적어 주세요.</translation>
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
        <source>Somebody else is the host here.</source>
        <translation>방장은 다른 분이에요.</translation>
    </message>
    <message>
        <source>%1 has met already.</source>
        <translation>%1은(는) 이미 모였어요.</translation>
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
        <source>There is no text</source>
        <translation>내용이 없어요</translation>
    </message>
    <message>
        <source>Nothing but blanks was typed.</source>
        <translation>빈칸만 입력했어요.</translation>
    </message>
    <message>
        <source>Type what you want to say.</source>
        <translation>할 말을 입력해 주세요.</translation>
    </message>
    <message>
        <source>Only its author can do this</source>
        <translation>작성자만 할 수 있어요</translation>
    </message>
    <message>
        <source>Somebody else wrote that message.</source>
        <translation>다른 사람이 쓴 메시지예요.</translation>
    </message>
    <message>
        <source>Ask them to change or delete it.</source>
        <translation>쓴 사람에게 수정이나 삭제를 부탁해 보세요.</translation>
    </message>
    <message>
        <source>The message was deleted</source>
        <translation>삭제된 메시지예요</translation>
    </message>
    <message>
        <source>It was taken back before this change arrived.</source>
        <translation>이 변경이 도착하기 전에 메시지가 삭제됐어요.</translation>
    </message>
    <message>
        <source>Write a new message if you still want to say it.</source>
        <translation>그래도 전하고 싶다면 새 메시지를 보내 주세요.</translation>
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
        <source>They have lunch elsewhere</source>
        <translation>다른 점심 자리가 있어요</translation>
    </message>
    <message>
        <source>The colleague has another seat at that time.</source>
        <translation>그 동료는 그 시간에 다른 자리가 있어요.</translation>
    </message>
    <message>
        <source>Invite them instead: they can switch if they like.</source>
        <translation>대신 초대해 보세요. 원하면 본인이 옮겨 올 수 있어요.</translation>
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
        <source>A rating is missing</source>
        <translation>별점이 없어요</translation>
    </message>
    <message>
        <source>A review has one to five stars.</source>
        <translation>리뷰에는 별점이 1점부터 5점까지 있어야 해요.</translation>
    </message>
    <message>
        <source>Choose the stars, then save again.</source>
        <translation>별점을 고른 뒤 다시 저장하세요.</translation>
    </message>
    <message numerus="yes">
        <source>%1: at most %n are possible.</source>
        <translation>
            <numerusform>%1은(는) %n개까지 쓸 수 있어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are too many</source>
        <translation>너무 많아요</translation>
    </message>
    <message>
        <source>Take some away.</source>
        <translation>몇 개를 지워 주세요.</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>쓴 글</translation>
    </message>
    <message>
        <source>It was changed meanwhile</source>
        <translation>그사이 내용이 바뀌었어요</translation>
    </message>
    <message>
        <source>%1 reads otherwise by now than when you deleted it, so it was kept.</source>
        <translation>%1에 쓴 리뷰가 삭제할 때와 달라져서 그대로 두었어요.</translation>
    </message>
    <message>
        <source>Look at it, then delete it again if you still want to.</source>
        <translation>내용을 확인하고, 그래도 지우려면 다시 삭제하세요.</translation>
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
    <message>
        <source>The group</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>The group has ended</source>
        <translation>끝난 단골파티예요</translation>
    </message>
    <message>
        <source>%1 has no more lunches together.</source>
        <translation>%1은(는) 더 이상 점심을 함께하지 않아요.</translation>
    </message>
    <message>
        <source>Join another group, or make one yourself.</source>
        <translation>다른 단골파티에 들어가거나 새로 만들어 주세요.</translation>
    </message>
    <message>
        <source>Already in the group</source>
        <translation>이미 단골파티에 있어요</translation>
    </message>
    <message>
        <source>%1 has this member or invitation already.</source>
        <translation>%1에 이미 있거나 초대받았어요.</translation>
    </message>
    <message>
        <source>Not in the group</source>
        <translation>단골파티에 없어요</translation>
    </message>
    <message>
        <source>%1 has no such member or invitation.</source>
        <translation>%1에 그런 멤버나 초대가 없어요.</translation>
    </message>
    <message>
        <source>Look at the group to see who belongs to it.</source>
        <translation>단골파티를 열어 누가 있는지 확인해 주세요.</translation>
    </message>
    <message>
        <source>The group has no lunch that day</source>
        <translation>그날은 모이지 않아요</translation>
    </message>
    <message>
        <source>By its present rule the group does not meet on that day.</source>
        <translation>지금 규칙으로는 그날 점심이 없어요.</translation>
    </message>
    <message>
        <source>Look at the group's next dates, and choose one of them.</source>
        <translation>다음 모임 날짜를 보고 그중에서 골라 주세요.</translation>
    </message>
    <message>
        <source>The group can't meet like that</source>
        <translation>그렇게는 모일 수 없어요</translation>
    </message>
    <message>
        <source>The rule comes to no day, or it is not a daily, weekly or monthly one.</source>
        <translation>해당하는 날이 없거나, 매일·매주·매달 모이는 규칙이 아니에요.</translation>
    </message>
    <message>
        <source>Choose on which days the group meets.</source>
        <translation>모이는 날을 골라 주세요.</translation>
    </message>
    <message>
        <source>The change is too old</source>
        <translation>너무 오래된 변경이에요</translation>
    </message>
    <message>
        <source>It was made so long ago that the server can't tell whether it had been decided.</source>
        <translation>너무 오래전에 만들어져서, 이미 처리됐는지 서버가 알 수 없어요.</translation>
    </message>
    <message>
        <source>Look how things stand now, then do it again if you still want it.</source>
        <translation>지금 상태를 확인하고, 여전히 원하면 다시 해 주세요.</translation>
    </message>
    <message>
        <source>the party</source>
        <translation>점심 파티</translation>
    </message>
    <message>
        <source>the proposal</source>
        <translation>점심 제안</translation>
    </message>
    <message>
        <source>The deadline does not fit</source>
        <translation>마감 시각이 맞지 않아요</translation>
    </message>
    <message>
        <source>A vote ends after now, before the lunch and before every time to choose from.</source>
        <translation>투표는 지금보다 늦게, 그리고 모임 시간과 모든 시간 선택지보다 먼저 끝나야 해요.</translation>
    </message>
    <message>
        <source>Choose another deadline.</source>
        <translation>다른 마감 시각을 고르세요.</translation>
    </message>
    <message>
        <source>Not that many options</source>
        <translation>선택지 수가 맞지 않아요</translation>
    </message>
    <message>
        <source>A vote begins with %1 to %2 different options.</source>
        <translation>투표는 서로 다른 선택지 %1~%2개로 시작해요.</translation>
    </message>
    <message>
        <source>Add or remove options.</source>
        <translation>선택지를 더하거나 빼세요.</translation>
    </message>
    <message>
        <source>The list of options is full</source>
        <translation>선택지가 가득 찼어요</translation>
    </message>
    <message>
        <source>A vote has at most %1 options.</source>
        <translation>투표의 선택지는 최대 %1개예요.</translation>
    </message>
    <message>
        <source>Choose among those that are there.</source>
        <translation>지금 있는 선택지에서 고르세요.</translation>
    </message>
    <message>
        <source>A vote runs already</source>
        <translation>이미 투표 중이에요</translation>
    </message>
    <message>
        <source>%1 has an open vote on the same.</source>
        <translation>%1에 같은 주제의 투표가 열려 있어요.</translation>
    </message>
    <message>
        <source>Close that vote first, or take it back.</source>
        <translation>그 투표를 먼저 마감하거나 취소하세요.</translation>
    </message>
    <message>
        <source>The vote is over</source>
        <translation>투표가 끝났어요</translation>
    </message>
    <message>
        <source>The vote of %1 had ended when this arrived.</source>
        <translation>%1 투표는 이 변경이 도착하기 전에 끝났어요.</translation>
    </message>
    <message>
        <source>Look at the result in the party.</source>
        <translation>파티에서 결과를 확인하세요.</translation>
    </message>
    <message>
        <source>Not that many colleagues</source>
        <translation>동료 수가 맞지 않아요</translation>
    </message>
    <message>
        <source>A proposal asks one to %1 colleagues.</source>
        <translation>점심 제안은 동료 1~%1명에게 보낼 수 있어요.</translation>
    </message>
    <message>
        <source>Choose whom you ask, or open a party for more.</source>
        <translation>누구에게 물을지 고르거나, 더 많다면 파티를 여세요.</translation>
    </message>
    <message>
        <source>Too soon for a proposal</source>
        <translation>제안하기엔 너무 촉박해요</translation>
    </message>
    <message>
        <source>Nobody could answer until 15 minutes before that time.</source>
        <translation>그 시간 15분 전까지 아무도 답할 수 없어요.</translation>
    </message>
    <message>
        <source>Choose a later time, or open a party.</source>
        <translation>더 늦은 시간을 고르거나 파티를 여세요.</translation>
    </message>
    <message>
        <source>The proposal has expired</source>
        <translation>점심 제안이 만료됐어요</translation>
    </message>
    <message>
        <source>%1 could be answered until its time ran out.</source>
        <translation>%1에 답할 수 있는 시간이 지났어요.</translation>
    </message>
    <message>
        <source>Propose another lunch, or look for a party.</source>
        <translation>다시 제안하거나 다른 파티를 찾아보세요.</translation>
    </message>
    <message>
        <source>The proposal was taken back</source>
        <translation>제안이 거둬졌어요</translation>
    </message>
    <message>
        <source>%1 no longer waits for an answer.</source>
        <translation>%1은(는) 더 이상 답을 기다리지 않아요.</translation>
    </message>
    <message>
        <source>Propose a lunch yourself, or look for a party.</source>
        <translation>직접 점심을 제안하거나 파티를 찾아보세요.</translation>
    </message>
    <message>
        <source>This is not yours to answer</source>
        <translation>답할 수 있는 제안이 아니에요</translation>
    </message>
    <message>
        <source>A proposal is answered by those whom it asks.</source>
        <translation>점심 제안에는 받은 사람만 답할 수 있어요.</translation>
    </message>
    <message>
        <source>Wait for their answers, or take it back.</source>
        <translation>답을 기다리거나 제안을 거두세요.</translation>
    </message>
    <message>
        <source>This is not your proposal</source>
        <translation>내 제안이 아니에요</translation>
    </message>
    <message>
        <source>Only the colleague who made it can take it back.</source>
        <translation>제안한 동료만 거둘 수 있어요.</translation>
    </message>
    <message>
        <source>Decline it if you do not want to go.</source>
        <translation>가고 싶지 않다면 거절하세요.</translation>
    </message>
    <message>
        <source>Already answered</source>
        <translation>이미 답했어요</translation>
    </message>
    <message>
        <source>%1 has this answer of yours.</source>
        <translation>%1에 이미 그렇게 답했어요.</translation>
    </message>
    <message>
        <source>Somebody has said yes</source>
        <translation>수락한 사람이 있어요</translation>
    </message>
    <message>
        <source>%1 is a party by now.</source>
        <translation>%1은(는) 이제 점심 파티예요.</translation>
    </message>
    <message>
        <source>Cancel the party if it should not take place.</source>
        <translation>하지 않으려면 파티를 취소하세요.</translation>
    </message>
    <message>
        <source>The proposer eats elsewhere</source>
        <translation>제안한 사람이 다른 점심에 가요</translation>
    </message>
    <message>
        <source>Who proposed %1 has taken another seat at that time.</source>
        <translation>%1을(를) 제안한 동료가 그 시간에 다른 자리를 잡았어요.</translation>
    </message>
    <message>
        <source>Ask them, or look for a party.</source>
        <translation>그 동료에게 물어보거나 다른 파티를 찾아보세요.</translation>
    </message>
    <message>
        <source>Only admins can do this</source>
        <translation>관리자만 할 수 있어요</translation>
    </message>
    <message>
        <source>The office's admins keep the restaurants and the cafeteria's menu.</source>
        <translation>식당 목록과 구내식당 식단은 사업장 관리자가 관리해요.</translation>
    </message>
    <message>
        <source>Suggest it instead, and an admin decides.</source>
        <translation>대신 제안하면 관리자가 결정해요.</translation>
    </message>
    <message>
        <source>The name is missing</source>
        <translation>이름이 없어요</translation>
    </message>
    <message>
        <source>A restaurant needs a name.</source>
        <translation>식당에는 이름이 있어야 해요.</translation>
    </message>
    <message>
        <source>Enter its name, then try again.</source>
        <translation>이름을 입력하고 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>The reason is missing</source>
        <translation>이유가 없어요</translation>
    </message>
    <message>
        <source>Whoever suggested it is told why it was not taken.</source>
        <translation>제안한 사람에게 반영하지 않은 이유를 알려 줘요.</translation>
    </message>
    <message>
        <source>Enter a reason, then try again.</source>
        <translation>이유를 입력하고 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>It was decided already</source>
        <translation>이미 결정됐어요</translation>
    </message>
    <message>
        <source>Somebody decided on this suggestion, or it was withdrawn meanwhile.</source>
        <translation>그사이 다른 사람이 결정했거나 제안이 취소됐어요.</translation>
    </message>
    <message>
        <source>Look how things stand now.</source>
        <translation>지금 상태를 확인해 주세요.</translation>
    </message>
    <message>
        <source>The restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>The restaurant is no longer listed</source>
        <translation>더 이상 목록에 없는 식당이에요</translation>
    </message>
    <message>
        <source>%1 was merged with another, closed or not taken.</source>
        <translation>%1은(는) 다른 식당과 합쳐졌거나, 폐업했거나, 반영되지 않았어요.</translation>
    </message>
    <message>
        <source>Choose another restaurant.</source>
        <translation>다른 식당을 골라 주세요.</translation>
    </message>
    <message>
        <source>The list did not arrive as a whole</source>
        <translation>목록이 온전히 도착하지 않았어요</translation>
    </message>
    <message>
        <source>A part of the imported list was refused or withdrawn, so nothing of it was taken.</source>
        <translation>가져온 목록의 일부가 거절되거나 취소되어 아무것도 반영하지 않았어요.</translation>
    </message>
    <message>
        <source>Import the file again.</source>
        <translation>파일을 다시 가져와 주세요.</translation>
    </message>
</context>
<context>
    <name>Restaurants</name>
    <message>
        <source>no ratings yet</source>
        <translation>아직 별점 없음</translation>
    </message>
    <message>
        <source>Open a party here</source>
        <translation>여기서 파티 열기</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>즐겨찾기</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴판</translation>
    </message>
    <message>
        <source>Suggest a change</source>
        <translation>정보 수정 제안</translation>
    </message>
    <message>
        <source>My review</source>
        <translation>내 리뷰</translation>
    </message>
    <message>
        <source>My visits</source>
        <translation>내 방문</translation>
    </message>
    <message>
        <source>What colleagues say</source>
        <translation>동료들의 리뷰</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>제안됨</translation>
    </message>
    <message>
        <source>Closed for good</source>
        <translation>폐업</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>받아들여지지 않음</translation>
    </message>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message>
        <source>Write a review</source>
        <translation>리뷰 쓰기</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>수정</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>그 밖에 %n번 더</numerusform>
        </translation>
    </message>
    <message>
        <source>You have not been here yet. Only you see your visits.</source>
        <translation>아직 가 보지 않았어요. 방문 기록은 나만 볼 수 있어요.</translation>
    </message>
    <message>
        <source>%1 min on foot, one way</source>
        <translation>걸어서 %1분(편도)</translation>
    </message>
    <message>
        <source>about %1 for a lunch</source>
        <translation>점심 %1 정도</translation>
    </message>
    <message>
        <source>Opening hours unknown</source>
        <translation>영업시간을 몰라요</translation>
    </message>
    <message>
        <source>Everything else is unknown: ask before you eat.</source>
        <translation>나머지는 알려지지 않았어요. 먹기 전에 꼭 물어보세요.</translation>
    </message>
    <message>
        <source>Nothing is known about diets and allergies: ask before you eat.</source>
        <translation>식단과 알레르기 정보가 없어요. 먹기 전에 꼭 물어보세요.</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>즐겨찾기</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>안 가 본 곳</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>%1 이하</translation>
    </message>
    <message>
        <source>up to %1 min</source>
        <translation>%1분 이내</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>가격</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>영업시간</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Diet</source>
        <translation>식단</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Sorted by: %1</source>
        <translation>정렬: %1</translation>
    </message>
    <message>
        <source>Best rated</source>
        <translation>별점순</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>가까운 순</translation>
    </message>
    <message>
        <source>Cheapest</source>
        <translation>저렴한 순</translation>
    </message>
    <message>
        <source>Last visited</source>
        <translation>최근 방문순</translation>
    </message>
    <message>
        <source>open at %1</source>
        <translation>%1에 영업</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>지금 영업</translation>
    </message>
    <message>
        <source>Restaurants</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>모두 보기</translation>
    </message>
    <message>
        <source>Suggest a restaurant</source>
        <translation>식당 제안</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2곳 중 %1곳</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>모두 %1곳</translation>
    </message>
    <message>
        <source>Restaurants are on their way</source>
        <translation>식당을 받아 오고 있어요</translation>
    </message>
    <message>
        <source>They appear here once this desktop has synced for the first time.</source>
        <translation>이 컴퓨터가 처음 동기화되면 여기에 나타나요.</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>“%1”에 맞는 식당이 없어요</translation>
    </message>
    <message>
        <source>Names, categories and tags are searched. Try fewer words.</source>
        <translation>이름, 종류, 태그에서 찾아요. 단어를 줄여 보세요.</translation>
    </message>
    <message>
        <source>No restaurant fits</source>
        <translation>맞는 식당이 없어요</translation>
    </message>
    <message>
        <source>Take a filter away, or show all.</source>
        <translation>필터를 줄이거나 모두 보세요.</translation>
    </message>
    <message>
        <source>No restaurants yet</source>
        <translation>아직 식당이 없어요</translation>
    </message>
    <message>
        <source>Suggest one, or your administrator adds them.</source>
        <translation>직접 제안하거나 관리자가 추가할 때까지 기다려 주세요.</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>어디로 갈까요?</translation>
    </message>
    <message>
        <source>Choose a restaurant on the left to see what colleagues say of it.</source>
        <translation>왼쪽에서 식당을 고르면 동료들의 리뷰를 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Open %1?</source>
        <translation>%1을(를) 열까요?</translation>
    </message>
    <message>
        <source>The menu is a page on the internet. It opens in your browser.</source>
        <translation>메뉴판은 인터넷 페이지예요. 브라우저에서 열려요.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>그대로 있기</translation>
    </message>
    <message>
        <source>Your review is saved</source>
        <translation>리뷰를 저장했어요</translation>
    </message>
    <message>
        <source>Saved, but this had been changed meanwhile: %1</source>
        <translation>저장했지만 그사이 바뀐 항목이 있어요: %1</translation>
    </message>
    <message>
        <source>Your review is deleted</source>
        <translation>리뷰를 삭제했어요</translation>
    </message>
    <message>
        <source>Close the restaurant</source>
        <translation>식당 닫기</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>별점</translation>
    </message>
    <message>
        <source>What was it like?</source>
        <translation>어땠나요?</translation>
    </message>
    <message>
        <source>Up to %1 letters</source>
        <translation>%1자까지</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>With commas between them, such as: quick, good alone</source>
        <translation>쉼표로 나눠 주세요. 예: 빠름, 혼밥</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>수정됨</translation>
    </message>
    <message>
        <source>%1 stars, %2</source>
        <translation>별점 %1점, %2</translation>
    </message>
    <message>
        <source>A former colleague</source>
        <translation>이전 동료</translation>
    </message>
    <message>
        <source>No colleague has reviewed it yet.</source>
        <translation>아직 동료의 리뷰가 없어요.</translation>
    </message>
    <message>
        <source>More reviews (%1)</source>
        <translation>리뷰 더 보기 (%1)</translation>
    </message>
    <message>
        <source>%1 stars by %2 reviews</source>
        <translation>리뷰 %2개, 별점 %1점</translation>
    </message>
    <message>
        <source>last here %1</source>
        <translation>%1 방문</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>즐겨찾기</translation>
    </message>
</context>
<context>
    <name>RowList</name>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1번째</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>열기: %1</translation>
    </message>
    <message>
        <source>Data on this PC</source>
        <translation>이 PC의 데이터</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>기록 파일</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>진단 정보 복사</translation>
    </message>
    <message>
        <source>Open-source licences</source>
        <translation>오픈 소스 라이선스</translation>
    </message>
    <message>
        <source>Diagnostics name versions, states and settings: no names, addresses or lunches.</source>
        <translation>진단 정보에는 버전과 상태, 설정만 담겨요. 이름이나 주소, 점심 내용은 담기지 않아요.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>My account</source>
        <translation>내 계정</translation>
    </message>
    <message>
        <source>My account: profile, devices, password</source>
        <translation>내 계정: 프로필, 기기, 비밀번호</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>%1, from</source>
        <translation>%1, 시작</translation>
    </message>
    <message>
        <source>%1, until</source>
        <translation>%1, 끝</translation>
    </message>
    <message>
        <source>Lunch Desktop is built on the work of others. Thank you.</source>
        <translation>점심 데스크톱은 여러 사람의 작업 위에 만들어졌어요. 고맙습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>No setting matches “%1”</source>
        <translation>“%1”에 맞는 설정이 없어요</translation>
    </message>
    <message>
        <source>Try another word, or press Esc to see all settings.</source>
        <translation>다른 말로 찾아보거나 Esc를 눌러 모든 설정을 보세요.</translation>
    </message>
    <message>
        <source>Diagnostics are on the clipboard</source>
        <translation>진단 정보를 복사했어요</translation>
    </message>
    <message>
        <source>It counts from the next start.</source>
        <translation>다음에 시작할 때부터 적용돼요.</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 처음 값으로</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>처음 값으로 되돌리기</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>지금 다시 시작</translation>
    </message>
    <message>
        <source>This is not understood. It should look like this: %1</source>
        <translation>알아볼 수 없는 값이에요. 이렇게 적어 주세요: %1</translation>
    </message>
    <message>
        <source>It could not be stored on this PC, so it stays as it was.</source>
        <translation>이 PC에 저장하지 못해서 바꾸기 전 값으로 두었어요.</translation>
    </message>
    <message>
        <source>Set by your company. Your IT department can change it.</source>
        <translation>회사에서 정한 값이에요. 바꾸려면 IT 부서에 문의해 주세요.</translation>
    </message>
    <message>
        <source>Changed. Restart to use it.</source>
        <translation>바꿨어요. 다시 시작하면 적용돼요.</translation>
    </message>
    <message>
        <source>At this start it was given by %1, which goes before this page.</source>
        <translation>이번에는 %1(으)로 정해서 시작했고, 그 값이 이 화면보다 먼저예요.</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Connecting</source>
        <translation>연결 중</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>다시 로그인</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Sending – %1</source>
        <translation>보내는 중 – %1건</translation>
    </message>
    <message>
        <source>Server recovering</source>
        <translation>서버 복구 중</translation>
    </message>
    <message>
        <source>Needs attention – %1</source>
        <translation>확인 필요 – %1건</translation>
    </message>
    <message>
        <source>Rest comes later</source>
        <translation>나머지는 나중에</translation>
    </message>
    <message>
        <source>Receiving %1 %</source>
        <translation>받는 중 %1%</translation>
    </message>
    <message>
        <source>Sync centre, %1 to look at</source>
        <translation>동기화, 확인할 것 %1건</translation>
    </message>
    <message>
        <source>Sync centre, %1 waiting</source>
        <translation>동기화, 대기 %1건</translation>
    </message>
    <message>
        <source>Update needed</source>
        <translation>업데이트 필요</translation>
    </message>
    <message>
        <source>Account deactivated</source>
        <translation>계정 비활성화됨</translation>
    </message>
    <message>
        <source>Network sign-in</source>
        <translation>네트워크 로그인 필요</translation>
    </message>
    <message>
        <source>Proxy sign-in</source>
        <translation>프록시 로그인 필요</translation>
    </message>
    <message>
        <source>%1 – %2 waiting</source>
        <translation>%1 – %2건 대기</translation>
    </message>
    <message>
        <source>Offline – %1 waiting</source>
        <translation>오프라인 – %1건 대기</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>최신 상태</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>점심 파티</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>단골파티</translation>
    </message>
    <message>
        <source>Restaurants</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>People</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>초대</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>동기화</translation>
    </message>
    <message numerus="yes">
        <source>Inbox, %n unread</source>
        <translation>
            <numerusform>알림, 안 읽음 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chat, %n unread</source>
        <translation>
            <numerusform>채팅, 안 읽은 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>나를 불렀어요</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>오프라인</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>동기화</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색어 지우기</translation>
    </message>
    <message>
        <source>Open the search</source>
        <translation>검색 열기</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>알림 닫기</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>문제가 생겼어요</translation>
    </message>
    <message>
        <source>It was our mistake and is written in the log. What you did before is safe; please try again.</source>
        <translation>프로그램의 잘못이고 기록에 남겼어요. 앞서 한 일은 그대로 있으니 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Sign out now?</source>
        <translation>지금 로그아웃할까요?</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to be sent. If you sign out, they stay on this PC, encrypted, and go out when you sign in here again.</source>
        <translation>
            <numerusform>보낼 변경이 %n건 있어요. 로그아웃하면 이 PC에 암호화된 채로 남고, 여기에서 다시 로그인하면 보내요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Send, then sign out</source>
        <translation>보내고 로그아웃</translation>
    </message>
    <message>
        <source>Sign out, leave them here</source>
        <translation>두고 로그아웃</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>보내는 중…</translation>
    </message>
    <message>
        <source>Not everything could be sent yet.</source>
        <translation>아직 다 보내지 못했어요.</translation>
    </message>
    <message>
        <source>The server is not reached now, so they can't be sent first.</source>
        <translation>지금은 서버에 연결되지 않아 먼저 보낼 수 없어요.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>그대로 있기</translation>
    </message>
    <message>
        <source>Lunch Desktop</source>
        <translation>점심 데스크톱</translation>
    </message>
    <message>
        <source>Opening your data…</source>
        <translation>데이터를 여는 중이에요…</translation>
    </message>
    <message>
        <source>The key to it is in this computer's password store. If that asks for its password, please enter it; if you decline, you can sign in instead.</source>
        <translation>데이터를 여는 열쇠는 이 컴퓨터의 암호 보관소에 있어요. 보관소가 암호를 물으면 입력해 주세요. 취소하면 대신 로그인할 수 있어요.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Continue here</source>
        <translation>여기에서 이어서 쓰기</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>새로 시작하기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>되돌릴 것이 없어요</translation>
    </message>
    <message>
        <source>My profile</source>
        <translation>내 프로필</translation>
    </message>
    <message>
        <source>My devices</source>
        <translation>내 기기</translation>
    </message>
    <message>
        <source>My password</source>
        <translation>내 비밀번호</translation>
    </message>
    <message>
        <source>Change the account</source>
        <translation>계정 바꾸기</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Keep restaurants and the cafeteria's menu</source>
        <translation>식당과 구내식당 식단 관리</translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation>식당 관리</translation>
    </message>
    <message>
        <source>In a minute you are signed out on this shared PC. Press any key to go on.</source>
        <translation>함께 쓰는 PC라서 1분 뒤에 로그아웃돼요. 계속 쓰려면 아무 키나 누르세요.</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Later</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>Sign in to another account</source>
        <translation>다른 계정으로 로그인</translation>
    </message>
    <message>
        <source>It gets data of its own on this PC. You stay signed in to the present account, too.</source>
        <translation>이 PC에 그 계정의 데이터가 따로 생겨요. 지금 계정의 로그인도 그대로 남아요.</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>이메일</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Invitation or server address</source>
        <translation>초대 또는 서버 주소</translation>
    </message>
    <message>
        <source>Others use this PC, too: keep nothing here</source>
        <translation>여럿이 함께 쓰는 PC예요: 여기에 아무것도 남기지 않기</translation>
    </message>
    <message>
        <source>Cancel sign-in</source>
        <translation>로그인 취소</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>로그인하는 중</translation>
    </message>
    <message>
        <source>Set by your company.</source>
        <translation>회사에서 정한 주소예요.</translation>
    </message>
    <message>
        <source>Paste the invitation or type the address.</source>
        <translation>초대를 붙여 넣거나 주소를 적어 주세요.</translation>
    </message>
    <message>
        <source>The link of this invitation is cut off. Copy the whole message once more.</source>
        <translation>초대 링크가 잘렸어요. 받은 글을 처음부터 끝까지 다시 복사해 주세요.</translation>
    </message>
    <message>
        <source>Type the address of your company's server.</source>
        <translation>회사 서버 주소를 적어 주세요.</translation>
    </message>
    <message>
        <source>Type your e-mail address.</source>
        <translation>이메일을 적어 주세요.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>비밀번호를 적어 주세요.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>문제가 생겼어요</translation>
    </message>
    <message>
        <source>It was our mistake and is written in the log. Please try again.</source>
        <translation>프로그램의 잘못이고 로그에 남겨 두었어요. 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>You can try again from %1 on.</source>
        <translation>%1부터 다시 시도할 수 있어요.</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>로그인하는 중…</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>비밀번호 숨기기</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>비밀번호 보기</translation>
    </message>
    <message>
        <source>Lunch Desktop</source>
        <translation>점심 데스크톱</translation>
    </message>
    <message>
        <source>Sign in with your company account.</source>
        <translation>회사 계정으로 로그인해 주세요.</translation>
    </message>
    <message>
        <source>Look around with the demo company</source>
        <translation>데모 회사 둘러보기</translation>
    </message>
    <message>
        <source>You are %1. Nothing leaves this PC, and you can try everything.</source>
        <translation>%1 님으로 시작해요. 모든 것이 이 PC에만 남으니 마음껏 눌러 보세요.</translation>
    </message>
    <message>
        <source>Start as %1</source>
        <translation>%1 님으로 시작</translation>
    </message>
    <message>
        <source>This PC has no password store, so you will be asked for the password at every start.</source>
        <translation>이 PC에서는 비밀번호 보관함을 쓸 수 없어서 시작할 때마다 비밀번호를 물어볼게요.</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>이 PC</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>%1: fine</source>
        <translation>%1: 괜찮아요</translation>
    </message>
    <message>
        <source>%1: here is the problem</source>
        <translation>%1: 여기에 문제가 있어요</translation>
    </message>
    <message>
        <source>%1: not asked yet</source>
        <translation>%1: 아직 확인하지 않았어요</translation>
    </message>
</context>
<context>
    <name>Stewardship</name>
    <message>
        <source>This page is for admins</source>
        <translation>관리자를 위한 화면이에요</translation>
    </message>
    <message>
        <source>You can suggest restaurants and corrections; admins decide on them here.</source>
        <translation>누구나 식당과 수정을 제안할 수 있고, 관리자가 여기에서 결정해요.</translation>
    </message>
    <message>
        <source>Look at the restaurants</source>
        <translation>식당 보기</translation>
    </message>
    <message>
        <source>Upkeep</source>
        <translation>식당 관리</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>제안</translation>
    </message>
    <message>
        <source>Nothing waits for you.</source>
        <translation>기다리는 제안이 없어요.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>반려…</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>새 식당: %1</translation>
    </message>
    <message>
        <source>Correction: %1</source>
        <translation>수정: %1</translation>
    </message>
    <message>
        <source>Approved.</source>
        <translation>승인했어요.</translation>
    </message>
    <message>
        <source>Reject what was suggested of “%1”?</source>
        <translation>“%1” 제안을 반려할까요?</translation>
    </message>
    <message>
        <source>%1 is told the reason.</source>
        <translation>%1 님에게 이유를 알려 드려요.</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>반려</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>돌아가기</translation>
    </message>
    <message>
        <source>Rejected.</source>
        <translation>반려했어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n min walk</source>
        <translation>
            <numerusform>도보 %n분</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggested by %1</source>
        <translation>%1 님이 제안</translation>
    </message>
    <message>
        <source>Suggest a restaurant</source>
        <translation>식당 제안</translation>
    </message>
    <message>
        <source>Suggest a correction</source>
        <translation>수정 제안</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>양식 닫기</translation>
    </message>
    <message>
        <source>You can eat there at once; an admin looks at it later.</source>
        <translation>바로 이용할 수 있고, 관리자가 나중에 확인해요.</translation>
    </message>
    <message>
        <source>Change what is wrong. An admin looks at it, and you hear what became of it.</source>
        <translation>틀린 내용을 고쳐 주세요. 관리자가 확인하고 결과를 알려 드려요.</translation>
    </message>
    <message>
        <source>Note to the admins</source>
        <translation>관리자에게 남길 말</translation>
    </message>
    <message>
        <source>For example Mon-Fri 11:00-21:00</source>
        <translation>예: 월-금 11:00-21:00</translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation>제안하기</translation>
    </message>
    <message>
        <source>“%1” is in the list already. If you mean that one, suggest a correction of it.</source>
        <translation>“%1”은(는) 이미 목록에 있어요. 같은 곳이면 수정을 제안해 주세요.</translation>
    </message>
    <message>
        <source>Thank you. The suggestion is on its way.</source>
        <translation>고마워요. 제안을 보냈어요.</translation>
    </message>
    <message>
        <source>Perhaps there twice</source>
        <translation>겹치는 것 같은 식당</translation>
    </message>
    <message>
        <source>No restaurant seems to be in the list twice.</source>
        <translation>겹쳐 보이는 식당이 없어요.</translation>
    </message>
    <message>
        <source>The same name</source>
        <translation>이름이 같아요</translation>
    </message>
    <message>
        <source>The same telephone number</source>
        <translation>전화번호가 같아요</translation>
    </message>
    <message>
        <source>The same address</source>
        <translation>주소가 같아요</translation>
    </message>
    <message>
        <source>Make one of them…</source>
        <translation>하나로 합치기…</translation>
    </message>
    <message>
        <source>“%1” goes into “%2”. Reviews, favourites, visits and coming lunches move along. This can't be undone.</source>
        <translation>“%1”을(를) “%2”(으)로 합쳐요. 리뷰, 즐겨찾기, 방문, 예정된 점심도 함께 옮겨요. 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Make one of two restaurants?</source>
        <translation>두 식당을 하나로 합칠까요?</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>합치기</translation>
    </message>
    <message>
        <source>They are one now.</source>
        <translation>하나로 합쳤어요.</translation>
    </message>
    <message>
        <source>The cafeteria's week</source>
        <translation>구내식당 주간 식단</translation>
    </message>
    <message>
        <source>Paste the table from Excel</source>
        <translation>엑셀 표를 붙여 넣어 주세요</translation>
    </message>
    <message>
        <source>Days as columns or as rows, several corners, prices as lines: you see below what was understood.</source>
        <translation>요일이 가로든 세로든, 코너가 여러 개든, 가격 줄이 있어도 괜찮아요. 아래에서 이해한 내용을 확인해 주세요.</translation>
    </message>
    <message>
        <source>Keep this week</source>
        <translation>이 식단 저장</translation>
    </message>
    <message>
        <source>Not understood: %1</source>
        <translation>이해하지 못한 내용: %1</translation>
    </message>
    <message>
        <source>The week is kept. Everybody sees it on Today.</source>
        <translation>식단을 저장했어요. 모두의 오늘 화면에 보여요.</translation>
    </message>
</context>
<context>
    <name>SyncCentre</name>
    <message>
        <source>Show %1 more</source>
        <translation>%1건 더 보기</translation>
    </message>
    <message>
        <source>Keep theirs</source>
        <translation>지금 값 그대로</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Theirs kept</source>
        <translation>지금 값 유지</translation>
    </message>
    <message>
        <source>Mine is sent</source>
        <translation>내 값을 보내요</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>그만두기</translation>
    </message>
    <message>
        <source>Open party</source>
        <translation>파티 열어 보기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>거두기</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>알겠어요</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>다시 요청</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>내용 복사</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>내 값 쓰기</translation>
    </message>
    <message>
        <source>Keep all theirs</source>
        <translation>모두 지금 값 그대로</translation>
    </message>
    <message>
        <source>Use all mine</source>
        <translation>모두 내 값 쓰기</translation>
    </message>
    <message>
        <source>Set aside with it, because built on it: %1.</source>
        <translation>여기에 이어진 변경도 함께 멈췄어요: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n later change(s) built on this will go with it.</source>
        <translation>
            <numerusform>이 변경에 이어진 변경 %n건도 함께 사라져요.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a button's word, then what it acts on</comment>
        <translation>%2 %1</translation>
    </message>
    <message>
        <source>About your data</source>
        <translation>데이터 소식</translation>
    </message>
    <message>
        <source>What happened to the file on this PC or to the server.</source>
        <translation>이 PC의 파일이나 서버에 있었던 일이에요.</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>확인이 필요해요</translation>
    </message>
    <message>
        <source>Only you can decide these. Nothing else waits for them.</source>
        <translation>직접 골라 주셔야 해요. 다른 변경은 이 때문에 기다리지 않아요.</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>보낼 변경</translation>
    </message>
    <message>
        <source>Safe on this PC, even when it is off. They are sent in this order.</source>
        <translation>PC를 꺼도 이 PC에 안전하게 남아 있고, 이 순서대로 보내요.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근</translation>
    </message>
    <message>
        <source>The server has these; others see them.</source>
        <translation>서버에 반영됐고 다른 사람에게도 보여요.</translation>
    </message>
    <message>
        <source>Earlier messages</source>
        <translation>지난 소식</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>동기화 센터</translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>모두 보냈어요</translation>
    </message>
    <message>
        <source>What you change stays listed here until the server has it, even while offline.</source>
        <translation>변경한 내용은 오프라인이어도 서버에 닿을 때까지 여기에 남아 있어요.</translation>
    </message>
    <message>
        <source>Try all refused changes again</source>
        <translation>거절된 변경 모두 다시 시도하기</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>오프라인으로 일하기</translation>
    </message>
    <message>
        <source>Type your user name.</source>
        <translation>사용자 이름을 입력해 주세요.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>비밀번호를 입력해 주세요.</translation>
    </message>
    <message>
        <source>%1 did not accept the name or the password.</source>
        <translation>%1에서 사용자 이름이나 비밀번호를 받아 주지 않았어요.</translation>
    </message>
    <message>
        <source>%1 stands between this PC and the lunch server, and wants to know who you are.</source>
        <translation>점심 서버로 가는 길에 있는 프록시 %1에서 사용자를 확인하려고 해요.</translation>
    </message>
    <message>
        <source>Both are kept in this PC's password store.</source>
        <translation>둘 다 이 PC의 비밀번호 저장소에 보관해요.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>Often the one with which you sign in to your company PC.</source>
        <translation>보통 회사 PC에 로그인할 때 쓰는 이름이에요.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>지금 보내기</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>지금 시도</translation>
    </message>
    <message>
        <source>Theirs, in force</source>
        <translation>지금 값</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>내 값</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>연결하는 중</translation>
    </message>
    <message>
        <source>The server was restored</source>
        <translation>서버가 복원됐어요</translation>
    </message>
    <message>
        <source>It went back to a backup and is collecting from everybody's PCs what was decided since. Your changes are safe.</source>
        <translation>서버가 백업으로 돌아가서, 그 뒤에 확정된 내용을 모두의 PC에서 모으고 있어요. 내 변경은 안전해요.</translation>
    </message>
    <message>
        <source>Mobile data: the rest comes later</source>
        <translation>데이터 요금제 연결: 나머지는 나중에 받아요</translation>
    </message>
    <message>
        <source>You can work meanwhile: today's lunches come first, older days follow by themselves.</source>
        <translation>그동안 바로 쓸 수 있어요. 오늘 점심부터 받고, 지난 날짜는 저절로 이어서 받아요.</translation>
    </message>
    <message>
        <source>Receiving – %1 %</source>
        <translation>받는 중 – %1%</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>보내는 중</translation>
    </message>
    <message>
        <source>What you do is sent at once, and what others do appears by itself.</source>
        <translation>내가 한 일은 바로 보내고, 다른 사람이 한 일은 저절로 나타나요.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>Data costs money on this connection, so older days and the answers to your changes wait for another network.</source>
        <translation>데이터 요금이 드는 연결이라 지난 날짜의 내용과 변경의 결과는 다른 네트워크에서 받을게요.</translation>
    </message>
    <message>
        <source>Only your own changes are shown until the server has confirmed what you may see.</source>
        <translation>볼 수 있는 내용을 서버가 확인할 때까지는 내 변경만 보여요.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait here; none of them is lost.</source>
        <translation>
            <numerusform>변경 %n건이 여기서 기다리고 있어요. 하나도 사라지지 않아요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next try at %1, by itself.</source>
        <translation>%1에 저절로 다시 시도해요.</translation>
    </message>
    <message>
        <source>Changes are kept on this PC and sent when you go online again.</source>
        <translation>변경한 내용은 이 PC에 두었다가 온라인으로 돌아오면 보낼게요.</translation>
    </message>
    <message>
        <source>Checked with the server %1</source>
        <translation>서버와 대조 %1</translation>
    </message>
    <message>
        <source>Last backup %1</source>
        <translation>마지막 백업 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n repair(s), the last %1</source>
        <translation>
            <numerusform>다시 받아 고친 곳 %n곳, 마지막 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Working offline</source>
        <translation>오프라인으로 일하는 중</translation>
    </message>
    <message>
        <source>The server asks for patience</source>
        <translation>서버가 잠시 기다려 달라고 해요</translation>
    </message>
    <message>
        <source>Too much was asked of it at once. What waits here is sent as soon as it can take it.</source>
        <translation>한꺼번에 요청이 몰렸어요. 기다리는 변경은 서버가 받을 수 있게 되면 바로 보낼게요.</translation>
    </message>
    <message>
        <source>Changes are kept on this PC and sent as soon as the server can be reached.</source>
        <translation>변경한 내용은 이 PC에 두었다가 서버에 연결되면 바로 보낼게요.</translation>
    </message>
    <message>
        <source>The server can't be reached</source>
        <translation>서버에 연결할 수 없어요</translation>
    </message>
    <message>
        <source>Not synced yet.</source>
        <translation>아직 동기화하지 않았어요.</translation>
    </message>
    <message>
        <source>Everything here is %1.</source>
        <translation>%1 상태예요.</translation>
    </message>
    <message>
        <source>asked at %1</source>
        <translation>%1 요청</translation>
    </message>
    <message>
        <source>waiting since %1</source>
        <translation>%1부터 대기</translation>
    </message>
    <message>
        <source>Deadline passed</source>
        <translation>기한 지남</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>May have arrived</source>
        <translation>도착했을 수 있음</translation>
    </message>
    <message>
        <source>Likely refused</source>
        <translation>거절될 것 같음</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>거절됨</translation>
    </message>
    <message>
        <source>Two values</source>
        <translation>값이 두 개</translation>
    </message>
    <message>
        <source>It may have reached the server; the answer is still to come.</source>
        <translation>서버에 도착했을 수 있어요. 답을 기다리고 있어요.</translation>
    </message>
    <message>
        <source>Taking it back…</source>
        <translation>되돌리는 중…</translation>
    </message>
    <message>
        <source>Too late to take back</source>
        <translation>되돌리기엔 늦음</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>따로 둠</translation>
    </message>
    <message>
        <source>It may have reached the server before. If it was decided there already, that stands; it is then shown here, with a way to undo it.</source>
        <translation>서버에 이미 도착했을 수 있어요. 서버가 먼저 처리했다면 그 결과가 유지되고, 취소할 방법과 함께 여기에 보여 드려요.</translation>
    </message>
    <message>
        <source>It stays in the queue, because only the server decides.</source>
        <translation>결정은 서버가 하니까 그때까지 보낼 변경에 남아 있어요.</translation>
    </message>
    <message>
        <source>Somebody changed the same fields before you. Their values stand.</source>
        <translation>다른 사람이 같은 항목을 먼저 바꿔서 그 값이 유지되고 있어요.</translation>
    </message>
    <message>
        <source>Choose which to keep.</source>
        <translation>어느 값을 쓸지 골라 주세요.</translation>
    </message>
    <message>
        <source>You took it back, but the server had decided it before. It counts.</source>
        <translation>되돌렸지만 서버가 먼저 처리해서 그대로 유지되고 있어요.</translation>
    </message>
    <message>
        <source>Undo it now, or leave it as it is.</source>
        <translation>지금 되돌리거나 그대로 두세요.</translation>
    </message>
    <message>
        <source>The server could not process it five times, although all else went well. It was not carried out, and nothing waits for it.</source>
        <translation>다른 변경은 잘 처리됐는데 이 변경만 서버가 다섯 번 처리하지 못했어요. 반영되지 않았고, 다른 변경을 막지도 않아요.</translation>
    </message>
    <message>
        <source>Try again later, or let it go. If it fails again, tell your administrator.</source>
        <translation>나중에 다시 시도하거나 그만두세요. 또 실패하면 관리자에게 알려 주세요.</translation>
    </message>
    <message>
        <source>Seat confirmed</source>
        <translation>자리 확정</translation>
    </message>
    <message>
        <source>On the waitlist</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>반영됨</translation>
    </message>
    <message>
        <source>A restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>The deadline for joining, %1, has passed. If it reached the server in time, it counts.</source>
        <translation>참여 기한 %1이(가) 지났어요. 제때 서버에 도착했다면 유효해요.</translation>
    </message>
    <message>
        <source>The deadline for joining, %1, has passed. It will probably be refused.</source>
        <translation>참여 기한 %1이(가) 지났어요. 아마 거절될 거예요.</translation>
    </message>
    <message>
        <source>Call the host, or withdraw it and choose another party.</source>
        <translation>방장에게 연락하거나, 거두고 다른 파티를 골라 주세요.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했어요</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>되돌렸어요: %1</translation>
    </message>
    <message>
        <source>Cancel “%1”?</source>
        <translation>“%1”을(를) 취소할까요?</translation>
    </message>
    <message>
        <source>Everybody who joined will read that it is off. This can't be undone.</source>
        <translation>참여한 모두에게 취소됐다고 알려요. 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Cancel the party</source>
        <translation>파티 취소</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>그 밖에 %1건</translation>
    </message>
    <message>
        <source>Discard “%1” and what is built on it?</source>
        <translation>“%1”과(와) 이어진 변경을 버릴까요?</translation>
    </message>
    <message>
        <source>These go too: %1. This can't be undone.</source>
        <translation>함께 사라져요: %1. 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Discard all</source>
        <translation>모두 버리기</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Waiting again: %1</source>
        <translation>다시 보낼게요: %1</translation>
    </message>
    <message>
        <source>Withdrawn: %1</source>
        <translation>거뒀어요: %1</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <translation>브라우저 열기</translation>
    </message>
    <message>
        <source>Sign in to the proxy</source>
        <translation>프록시에 로그인</translation>
    </message>
    <message>
        <source>Download now</source>
        <translation>지금 받기</translation>
    </message>
    <message>
        <source>What you do is sent at once. Live updates don't get through this network, so what others do appears after half a minute or so.</source>
        <translation>내가 한 일은 바로 보내요. 이 네트워크에서는 실시간 알림이 막혀 있어서, 다른 사람이 한 일은 30초쯤 뒤에 보여요.</translation>
    </message>
</context>
<context>
    <name>TimeField</name>
    <message>
        <source>Type a time such as 11:50 or 1150.</source>
        <translation>11:50이나 1150처럼 시각을 적어 주세요.</translation>
    </message>
    <message>
        <source>Choose %1 or a later time.</source>
        <translation>%1부터 고를 수 있어요.</translation>
    </message>
    <message>
        <source>Choose %1 or an earlier time.</source>
        <translation>%1까지 고를 수 있어요.</translation>
    </message>
    <message>
        <source>Show times</source>
        <translation>시각 목록 열기</translation>
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
        <source>d MMM yyyy</source>
        <translation>yyyy년 M월 d일</translation>
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
        <source>today %1</source>
        <translation>오늘 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>어제 %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>%1 am</source>
        <translation>오전 %1</translation>
    </message>
    <message>
        <source>%1 pm</source>
        <translation>오후 %1</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>Your circle sees that you are free %1</source>
        <translation>내 모임에 %1 가능하다고 알렸어요</translation>
    </message>
    <message>
        <source>You eat on your own today</source>
        <translation>오늘은 따로 먹는 것으로 했어요</translation>
    </message>
    <message>
        <source>Not at lunch today</source>
        <translation>오늘 점심은 쉬는 것으로 했어요</translation>
    </message>
    <message>
        <source>You said yes to lunch</source>
        <translation>점심 제안을 수락했어요</translation>
    </message>
    <message>
        <source>You said no to lunch</source>
        <translation>점심 제안을 거절했어요</translation>
    </message>
    <message>
        <source>The proposal was taken back</source>
        <translation>제안을 거뒀어요</translation>
    </message>
    <message>
        <source>Request withdrawn – “%1”</source>
        <translation>요청을 거뒀어요 – “%1”</translation>
    </message>
    <message>
        <source>You left “%1”</source>
        <translation>“%1”에서 나왔어요</translation>
    </message>
    <message>
        <source>Everybody sees that you come %1 min late</source>
        <translation>%1분 늦는다고 모두에게 알렸어요</translation>
    </message>
    <message>
        <source>Everybody sees that you are on time</source>
        <translation>제시간에 간다고 모두에게 알렸어요</translation>
    </message>
    <message>
        <source>Closed – “%1” takes no more people</source>
        <translation>마감했어요 – “%1”</translation>
    </message>
    <message>
        <source>Open again – “%1”</source>
        <translation>다시 열었어요 – “%1”</translation>
    </message>
    <message>
        <source>Written down: you went to “%1”</source>
        <translation>다녀온 것으로 적었어요 – “%1”</translation>
    </message>
    <message>
        <source>Taken back: you did not go to “%1”</source>
        <translation>안 간 것으로 고쳤어요 – “%1”</translation>
    </message>
    <message>
        <source>Seat requested – “%1”</source>
        <translation>자리를 요청했어요 – “%1”</translation>
    </message>
    <message>
        <source>Seat confirmed – “%1”</source>
        <translation>자리가 확정됐어요 – “%1”</translation>
    </message>
    <message>
        <source>On the waitlist, place %1 – “%2”</source>
        <translation>대기 %1번째예요 – “%2”</translation>
    </message>
    <message>
        <source>Free %1</source>
        <translation>%1 가능</translation>
    </message>
    <message>
        <source>My lunch today</source>
        <translation>오늘 내 점심</translation>
    </message>
    <message>
        <source>Other times</source>
        <translation>다른 시간</translation>
    </message>
    <message>
        <source>Free for lunch</source>
        <translation>점심 가능</translation>
    </message>
    <message>
        <source>On my own</source>
        <translation>따로</translation>
    </message>
    <message>
        <source>Not today</source>
        <translation>쉬어요</translation>
    </message>
    <message>
        <source>Other times…</source>
        <translation>다른 시간…</translation>
    </message>
    <message>
        <source>As last time: %1</source>
        <translation>지난번처럼: %1</translation>
    </message>
    <message>
        <source>Tell your circle whether you are free</source>
        <translation>내 모임에 오늘 상태를 알려 주세요</translation>
    </message>
    <message>
        <source>Your circle sees when you are free</source>
        <translation>내 모임에 가능한 시간만 보여요</translation>
    </message>
    <message>
        <source>Nobody sees why you are not free</source>
        <translation>이유는 누구에게도 보이지 않아요</translation>
    </message>
    <message>
        <source>%1, free %2</source>
        <translation>%1, %2 가능</translation>
    </message>
    <message>
        <source>Free today</source>
        <translation>오늘 가능한 동료</translation>
    </message>
    <message>
        <source>+%1 people</source>
        <translation>+%1명</translation>
    </message>
    <message>
        <source>+%1 more</source>
        <translation>%1개 더 보기</translation>
    </message>
    <message>
        <source>Nobody of your circle has said so yet. Be the first, above.</source>
        <translation>아직 알린 동료가 없어요. 위에서 먼저 알려 보세요.</translation>
    </message>
    <message>
        <source>How late?</source>
        <translation>얼마나 늦나요?</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Open details</source>
        <translation>자세히 보기</translation>
    </message>
    <message>
        <source>Copy invitation</source>
        <translation>초대 복사</translation>
    </message>
    <message>
        <source>I’m late</source>
        <translation>늦어요</translation>
    </message>
    <message>
        <source>Leave…</source>
        <translation>나가기…</translation>
    </message>
    <message>
        <source>Leave “%1”?</source>
        <translation>“%1”에서 나갈까요?</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>그대로 있기</translation>
    </message>
    <message>
        <source>You give up place %1 in line.</source>
        <translation>대기 %1번째 자리를 내놓아요.</translation>
    </message>
    <message>
        <source>You host this party: whoever has had a seat the longest takes over.</source>
        <translation>내가 방장이에요. 가장 먼저 확정된 참여자가 방장을 이어받아요.</translation>
    </message>
    <message>
        <source>Nobody else has a seat, so the party will be cancelled.</source>
        <translation>다른 참여자가 없어서 파티가 취소돼요.</translation>
    </message>
    <message>
        <source>Your seat goes to the first in line.</source>
        <translation>내 자리는 대기 1번째 동료에게 넘어가요.</translation>
    </message>
    <message>
        <source>Your seat becomes free for others.</source>
        <translation>내 자리에 다른 동료가 들어올 수 있어요.</translation>
    </message>
    <message>
        <source>%1 minutes late</source>
        <translation>%1분 늦어요</translation>
    </message>
    <message>
        <source>On time after all</source>
        <translation>제시간에 가요</translation>
    </message>
    <message>
        <source>No lunch planned yet</source>
        <translation>아직 약속이 없어요</translation>
    </message>
    <message>
        <source>Open a party in two keys: 12:00, the lobby, four seats</source>
        <translation>두 번만 누르면 12:00, 로비, 네 자리로 열려요</translation>
    </message>
    <message>
        <source>Let’s go</source>
        <translation>같이 가요</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>확정</translation>
    </message>
    <message>
        <source>%1 confirmed</source>
        <translation>확정 %1</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>대기 %1</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>다시 열기</translation>
    </message>
    <message>
        <source>Close party</source>
        <translation>마감</translation>
    </message>
    <message>
        <source>Expires %1</source>
        <translation>%1에 만료</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%2 %1</translation>
    </message>
    <message>
        <source>Auto-confirm until %1</source>
        <translation>%1까지 자리가 나면 자동 확정</translation>
    </message>
    <message>
        <source>Auto-confirm ended at %1</source>
        <translation>%1에 자동 확정이 끝났어요</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>함께한 사람 %1</translation>
    </message>
    <message>
        <source>The host called it off</source>
        <translation>방장이 파티를 취소했어요</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>You host, closed</source>
        <translation>내가 방장 · 마감</translation>
    </message>
    <message>
        <source>You host</source>
        <translation>내가 방장</translation>
    </message>
    <message>
        <source>Requested – not confirmed</source>
        <translation>요청됨 · 미확정</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>요청 취소</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>확정 안 됨</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>%1 invited</source>
        <translation>미확인 %1</translation>
    </message>
    <message>
        <source>Guests: %1</source>
        <translation>손님 %1</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>모두에게</translation>
    </message>
    <message>
        <source>Not confirmed: call ext. %1</source>
        <translation>내선 %1번으로 전화해 보세요</translation>
    </message>
    <message>
        <source>Not confirmed in time: ask the host</source>
        <translation>제때 확정되지 않았어요. 방장에게 물어보세요</translation>
    </message>
    <message>
        <source>Waitlist, no. %1</source>
        <translation>대기 %1번째</translation>
    </message>
    <message>
        <source>Other parties</source>
        <translation>다른 파티</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>대기 취소</translation>
    </message>
    <message>
        <source>A seat is free</source>
        <translation>자리가 났어요</translation>
    </message>
    <message>
        <source>Take it for your seat in “%1”?</source>
        <translation>“%1” 자리 대신 받을까요?</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>옮기기</translation>
    </message>
    <message>
        <source>Whoever takes it first has it</source>
        <translation>먼저 받는 사람이 앉아요</translation>
    </message>
    <message>
        <source>Take the seat</source>
        <translation>자리 받기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy lunch</source>
        <translation>점심 내용 복사</translation>
    </message>
    <message>
        <source>You went</source>
        <translation>다녀왔어요</translation>
    </message>
    <message>
        <source>I did not go</source>
        <translation>안 갔어요</translation>
    </message>
    <message>
        <source>Did you go?</source>
        <translation>다녀왔나요?</translation>
    </message>
    <message>
        <source>We went</source>
        <translation>다녀왔어요</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Instead: %1</source>
        <translation>대신 %1</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Wait for a seat</source>
        <translation>자리 대기</translation>
    </message>
    <message>
        <source>Close the refusal</source>
        <translation>거절 알림 닫기</translation>
    </message>
    <message>
        <source>Ext. %1</source>
        <translation>내선 %1</translation>
    </message>
    <message>
        <source>Copy ext. %1 of %2</source>
        <translation>내선 %1 복사, %2</translation>
    </message>
    <message>
        <source>When are you free?</source>
        <translation>언제 시간이 되나요?</translation>
    </message>
    <message>
        <source>Your circle sees these times, and nothing else.</source>
        <translation>내 모임에는 이 시간만 보여요.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>I am free then</source>
        <translation>이때 가능해요</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Choose a later time than the first.</source>
        <translation>시작보다 늦은 시간을 고르세요.</translation>
    </message>
    <message>
        <source>Six hours at most.</source>
        <translation>여섯 시간까지 고를 수 있어요.</translation>
    </message>
    <message>
        <source>%1 min late</source>
        <translation>%1분 늦음</translation>
    </message>
    <message>
        <source>Chat of this party</source>
        <translation>이 파티의 채팅</translation>
    </message>
    <message>
        <source>Meet at %1</source>
        <translation>%1에서 만나요</translation>
    </message>
    <message>
        <source>%1 min walk</source>
        <translation>걸어서 %1분</translation>
    </message>
    <message>
        <source>%1 is %2 min late</source>
        <translation>%1 님 %2분 늦음</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 외 %2명</translation>
    </message>
    <message>
        <source>Table reserved</source>
        <translation>예약함</translation>
    </message>
    <message>
        <source>Switch to “%1” requested</source>
        <translation>“%1”(으)로 옮기기 요청됨</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>아직 안 보냄</translation>
    </message>
    <message>
        <source>Fetching your company’s lunches</source>
        <translation>회사의 점심을 가져오고 있어요</translation>
    </message>
    <message>
        <source>The first time takes a few seconds</source>
        <translation>처음에는 몇 초 걸려요</translation>
    </message>
    <message>
        <source>%1 % is here; today’s lunches come first</source>
        <translation>%1% 받았어요. 오늘 점심부터 받아요</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>연결 중</translation>
    </message>
    <message>
        <source>You work offline</source>
        <translation>오프라인으로 일하고 있어요</translation>
    </message>
    <message>
        <source>Lunches come as soon as you go online: Settings, Work offline</source>
        <translation>설정에서 ‘오프라인으로 일하기’를 끄면 점심을 가져와요</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>오프라인</translation>
    </message>
    <message>
        <source>The company server can’t be reached</source>
        <translation>회사 서버에 연결할 수 없어요</translation>
    </message>
    <message>
        <source>Lunches come as soon as it can. Check the network or VPN</source>
        <translation>연결되면 바로 가져와요. 네트워크나 VPN을 확인해 주세요</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>연결 안 됨</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>My team</source>
        <translation>우리 팀</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>초대받음</translation>
    </message>
    <message>
        <source>Within an hour</source>
        <translation>1시간 안</translation>
    </message>
    <message>
        <source>Open parties</source>
        <translation>열린 파티</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>불러오는 중</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>지금 들어갈 수 있어요</translation>
    </message>
    <message>
        <source>Found for “%1”</source>
        <translation>“%1” 검색 결과</translation>
    </message>
    <message>
        <source>%1 – open parties</source>
        <translation>%1 들어갈 수 있어요</translation>
    </message>
    <message>
        <source>Lunches are on their way</source>
        <translation>점심을 받아 오는 중이에요</translation>
    </message>
    <message>
        <source>They appear here as they come. You can open a party meanwhile.</source>
        <translation>받는 대로 여기에 나타나요. 그동안 파티를 열 수 있어요.</translation>
    </message>
    <message>
        <source>No open party fits</source>
        <translation>맞는 파티가 없어요</translation>
    </message>
    <message>
        <source>Titles, restaurants and hosts were looked through.</source>
        <translation>제목, 식당, 방장 이름에서 찾았어요.</translation>
    </message>
    <message>
        <source>No open party fits the filter</source>
        <translation>조건에 맞는 파티가 없어요</translation>
    </message>
    <message>
        <source>Look at all of them, or open one yourself.</source>
        <translation>전체를 보거나 직접 열어 보세요.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>No party is open yet</source>
        <translation>아직 열린 파티가 없어요</translation>
    </message>
    <message>
        <source>Open the first one: colleagues see it at once and can join with one key.</source>
        <translation>먼저 열어 보세요. 동료들이 바로 보고 한 번에 들어올 수 있어요.</translation>
    </message>
    <message>
        <source>Open a party</source>
        <translation>파티 열기</translation>
    </message>
    <message>
        <source>Propose lunch</source>
        <translation>점심 제안하기</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Invitation copied</source>
        <translation>초대 글을 복사했어요</translation>
    </message>
    <message>
        <source>Lunch copied: who, where and when</source>
        <translation>점심 내용을 복사했어요</translation>
    </message>
    <message>
        <source>Ext. %1 copied – call %2</source>
        <translation>내선 %1 번호를 복사했어요 – %2</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>알림 닫기</translation>
    </message>
    <message>
        <source>Invite colleagues</source>
        <translation>동료 초대하기</translation>
    </message>
    <message>
        <source>Your team: %1</source>
        <translation>우리 팀: %1</translation>
    </message>
    <message>
        <source>Your team: %1 and %2 more</source>
        <translation>우리 팀: %1 외 %2명</translation>
    </message>
    <message>
        <source>They see when you are free for lunch. Open a party, and they can join with one key.</source>
        <translation>팀원은 내가 언제 점심이 가능한지 볼 수 있어요. 파티를 열면 한 번에 참여할 수 있어요.</translation>
    </message>
    <message>
        <source>You're the first one here</source>
        <translation>아직 나 혼자예요</translation>
    </message>
    <message>
        <source>Invite colleagues, and open a party: they see it as soon as they join.</source>
        <translation>동료를 초대하고 파티를 열어 두세요. 동료가 들어오자마자 볼 수 있어요.</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>I’m in</source>
        <translation>같이 가요</translation>
    </message>
    <message>
        <source>Not this time</source>
        <translation>다음에요</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>거두기</translation>
    </message>
    <message>
        <source>Accept the proposal of %1</source>
        <translation>%1의 제안 수락</translation>
    </message>
    <message>
        <source>Decline the proposal of %1</source>
        <translation>%1의 제안 거절</translation>
    </message>
    <message>
        <source>Lunch proposals</source>
        <translation>점심 제안</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1까지</translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n분 남음</numerusform>
        </translation>
    </message>
    <message>
        <source>You said yes; the server has not confirmed it yet.</source>
        <translation>수락했어요. 서버 확인을 기다려요.</translation>
    </message>
    <message>
        <source>%1: not this time</source>
        <translation>%1: 다음에요</translation>
    </message>
    <message>
        <source>%1: yes</source>
        <translation>%1: 같이 가요</translation>
    </message>
    <message>
        <source>%1: no answer yet</source>
        <translation>%1: 아직 답 없음</translation>
    </message>
    <message>
        <source>Cafeteria tomorrow</source>
        <translation>내일 구내식당</translation>
    </message>
    <message>
        <source>Cafeteria today</source>
        <translation>오늘 구내식당</translation>
    </message>
    <message>
        <source>Go there…</source>
        <translation>같이 가기…</translation>
    </message>
    <message>
        <source>%1 won</source>
        <translation>%1원</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>새 알림 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Lunch Desktop stays here</source>
        <translation>점심 데스크톱은 여기 계속 있어요</translation>
    </message>
    <message>
        <source>It tells you when something happens. To end it, choose Quit here, or press Ctrl+Q.</source>
        <translation>새 소식이 생기면 알려 드려요. 완전히 끝내려면 여기서 끝내기를 고르거나 Ctrl+Q를 누르세요.</translation>
    </message>
    <message>
        <source>Not today</source>
        <translation>오늘은 쉬어요</translation>
    </message>
    <message>
        <source>Quiet for a while</source>
        <translation>잠시 조용히</translation>
    </message>
    <message>
        <source>For one hour</source>
        <translation>1시간 동안</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>내일까지</translation>
    </message>
    <message>
        <source>Open Lunch Desktop</source>
        <translation>점심 데스크톱 열기</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>지금 동기화</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>오프라인으로 작업</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Lunch Desktop in the tray</source>
        <translation>트레이의 점심 데스크톱</translation>
    </message>
    <message>
        <source>Let's go…</source>
        <translation>같이 가요…</translation>
    </message>
    <message>
        <source>Requested for %1</source>
        <translation>%1 요청함(미확정)</translation>
    </message>
    <message>
        <source>Not confirmed: %1</source>
        <translation>%1 확정되지 않음</translation>
    </message>
    <message>
        <source>On the waitlist for %1</source>
        <translation>%1 대기 중</translation>
    </message>
    <message>
        <source>Going %1</source>
        <translation>%1에 가요</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>보낼 변경 %n건</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>확인할 것 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Quiet until tomorrow – tell me again</source>
        <translation>내일까지 조용히 – 다시 알림 받기</translation>
    </message>
    <message>
        <source>Quiet until %1 – tell me again</source>
        <translation>%1까지 조용히 – 다시 알림 받기</translation>
    </message>
</context>
<context>
    <name>Votes</name>
    <message>
        <source>Let them vote</source>
        <translation>투표로 정하기</translation>
    </message>
    <message>
        <source>Add an option</source>
        <translation>선택지 추가</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>지금 마감</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>투표 취소</translation>
    </message>
    <message>
        <source>Who takes part votes, and sees who chose what.</source>
        <translation>참여자가 투표하고, 누가 무엇을 골랐는지 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Your choice counts once you have a seat.</source>
        <translation>자리가 확정되면 내 표가 반영돼요.</translation>
    </message>
    <message>
        <source>Choose as many as suit you.</source>
        <translation>여러 개를 골라도 돼요.</translation>
    </message>
    <message>
        <source>Choose at least two different options.</source>
        <translation>서로 다른 선택지를 두 개 이상 고르세요.</translation>
    </message>
    <message>
        <source>Option %1</source>
        <translation>선택지 %1</translation>
    </message>
    <message>
        <source>Find a restaurant</source>
        <translation>식당 찾기</translation>
    </message>
    <message>
        <source>Another option</source>
        <translation>선택지 더하기</translation>
    </message>
    <message>
        <source>The vote ends at</source>
        <translation>투표 마감</translation>
    </message>
    <message>
        <source>In a tie</source>
        <translation>동점일 때</translation>
    </message>
    <message>
        <source>There is no restaurant “%1”.</source>
        <translation>“%1” 식당이 목록에 없어요.</translation>
    </message>
    <message>
        <source>Choose a restaurant.</source>
        <translation>식당을 고르세요.</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>식당</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>The vote was taken back</source>
        <translation>투표를 취소했어요</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>양식 닫기</translation>
    </message>
    <message>
        <source>Open the vote</source>
        <translation>투표 열기</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>A vote runs in “%1”</source>
        <translation>“%1” 투표를 시작했어요</translation>
    </message>
    <message>
        <source>Vote on the time</source>
        <translation>시간 투표</translation>
    </message>
    <message>
        <source>Vote on the place</source>
        <translation>식당 투표</translation>
    </message>
    <message>
        <source>Shortest walk</source>
        <translation>가까운 곳</translation>
    </message>
    <message>
        <source>Earliest time</source>
        <translation>이른 시간</translation>
    </message>
    <message>
        <source>Listed first</source>
        <translation>먼저 적힌 것</translation>
    </message>
    <message>
        <source>In a tie the shortest walk wins.</source>
        <translation>동점이면 가까운 곳으로 정해요.</translation>
    </message>
    <message>
        <source>In a tie the earliest time wins.</source>
        <translation>동점이면 이른 시간으로 정해요.</translation>
    </message>
    <message>
        <source>In a tie the one listed first wins.</source>
        <translation>동점이면 먼저 적힌 것으로 정해요.</translation>
    </message>
    <message>
        <source>A restaurant</source>
        <translation>식당</translation>
    </message>
    <message numerus="yes">
        <source>%n vote(s)</source>
        <translation>
            <numerusform>%n표</numerusform>
        </translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>결정됨</translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation>결정 안 됨</translation>
    </message>
    <message>
        <source>Waiting for the count</source>
        <translation>집계 대기</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1까지</translation>
    </message>
    <message>
        <source>Decided: %1</source>
        <translation>%1(으)로 정해졌어요</translation>
    </message>
    <message>
        <source>Nobody voted in time. The plan stays as it was.</source>
        <translation>마감까지 아무도 투표하지 않아 계획이 그대로예요.</translation>
    </message>
    <message>
        <source>%1 won, but was no longer possible. The plan stays as it was.</source>
        <translation>%1이(가) 1위였지만 더 이상 가능하지 않아 계획이 그대로예요.</translation>
    </message>
    <message>
        <source>Expected: %1. It is decided once the server has counted.</source>
        <translation>예상: %1. 서버가 집계하면 정해져요.</translation>
    </message>
    <message>
        <source>It is decided once the server has counted.</source>
        <translation>서버가 집계하면 정해져요.</translation>
    </message>
    <message>
        <source>The members choose. Until it is decided the place stays open.</source>
        <translation>참여자가 골라요. 정해질 때까지 식당은 미정이에요.</translation>
    </message>
    <message>
        <source>Choose a restaurant instead</source>
        <translation>식당을 직접 고르기</translation>
    </message>
    <message>
        <source>Let them vote…</source>
        <translation>투표로 정하기…</translation>
    </message>
</context>
</TS>
