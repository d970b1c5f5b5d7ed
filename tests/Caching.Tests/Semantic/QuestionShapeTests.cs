using RagCluster.Caching.Semantic;

namespace RagCluster.Caching.Tests.Semantic;

public sealed class QuestionShapeTests
{
    [Theory]
    [InlineData("How tall is the lighthouse of Norderney?", "how tall is the lighthouse of norderney")]
    [InlineData("How tall is the lighthouse of Norderney?", "How tall is the lighthouse on Norderney")]
    [InlineData("What is the capital of France?", "Which city is the capital of France?")]
    [InlineData("Who isn't allowed to vote?", "Who is not permitted to vote?")]
    [InlineData("How do I reset my password?", "how do we reset our passwords")]
    [InlineData("What does the contract cost for 1,000 users?", "what does the contract cost for 1000 users")]
    [InlineData("What is Newton's law?", "what’s newton’s law")]
    [InlineData("Which two towers were built?", "Which 2 towers were constructed?")]
    [InlineData("灯塔有多高", "灯塔高")]
    public void QuestionsThatAskTheSame_Agree(string one, string other) => Assert.True(Agree(one, other));

    [Theory]
    [InlineData("Are men more susceptible than women?", "Are women more susceptible than men?")]
    [InlineData("Does aspirin increase the risk?", "Does aspirin decrease the risk?")]
    [InlineData("Which drugs are approved?", "Which drugs are not approved?")]
    [InlineData("Which drugs are approved?", "Which drugs are unapproved?")]
    [InlineData("Which drugs inhibit A and not B?", "Which drugs inhibit not A and B?")]
    [InlineData("Is the dose 7 mg?", "Is the dose 12 mg?")]
    [InlineData("from 7 to 12 days", "from 12 to 7 days")]
    [InlineData("Is the tower 1.5 km away?", "Is the tower 15 km away?")]
    [InlineData("How tall is the lighthouse of Norderney?", "How tall is the lighthouse of Borkum?")]
    [InlineData("Is Norderney inhabited?", "Is it inhabited?")]
    [InlineData("When did Newton die?", "Where did Newton die?")]
    [InlineData("Who killed Caesar?", "Who was killed by Caesar?")]
    [InlineData("flights from Paris to London", "flights from London to Paris")]
    [InlineData("letters from Paul", "letters to Paul")]
    [InlineData("Who is the president?", "Who was the president?")]
    [InlineData("Who didn't sign?", "Who did sign?")]
    [InlineData("foods rich in vitamin d", "foods rich in vitamin c")]
    [InlineData("Which vaccines are there against hepatitis A?", "Which vaccines are there against hepatitis B?")]
    [InlineData("What may I do?", "What must I do?")]
    [InlineData("Which files are signed or sealed?", "Which files are signed and sealed?")]
    [InlineData("Wer hat nicht unterschrieben?", "Wer hat unterschrieben?")]
    [InlineData("Кто не подписал?", "Кто подписал?")]
    [InlineData("灯塔不高", "灯塔高")]
    [InlineData("the \"old lighthouse\"", "the \"old lighthouse\" of the island")]
    [InlineData("lightho*", "lighthouses")]
    public void QuestionsThatAskOtherwise_DoNotAgree(string one, string other) => Assert.False(Agree(one, other));

    private static bool Agree(string one, string other)
    {
        bool agree = QuestionShape.Of(one).AgreesWith(QuestionShape.Of(other));
        Assert.Equal(agree, QuestionShape.Of(other).AgreesWith(QuestionShape.Of(one)));
        return agree;
    }
}
