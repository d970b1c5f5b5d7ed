using RagCluster.Grains.Feedback;
using RagCluster.Grains.Interfaces.Feedback;

namespace RagCluster.Grains.Tests.Feedback;

public sealed class FeedbackTallyTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AnotherRatingOfAnAnswer_TakesThePlaceOfTheFirst_AndAnOpenedCitationStays()
    {
        FeedbackState state = FeedbackTally.Empty;
        state = FeedbackTally.Add(state, new AnswerFeedback("a", Begin, AnswerRating.Good, null));
        state = FeedbackTally.Add(state, new AnswerFeedback("a", Begin, null, "1"));
        state = FeedbackTally.Add(state, new AnswerFeedback("b", Begin, AnswerRating.Good, null));
        state = FeedbackTally.Add(state, new AnswerFeedback("a", Begin.AddSeconds(1), AnswerRating.Bad, null));

        Assert.Equal((1, 1, 1), (state.Good, state.Bad, state.Opened));
        Assert.Equal(
            [new AnswerFeedback("a", Begin.AddSeconds(1), AnswerRating.Bad, "1"), new AnswerFeedback("b", Begin, AnswerRating.Good, null)],
            state.Latest
        );
    }

    [Fact]
    public void OldAnswers_AreCountedOn_AndNotStoredByThemselves()
    {
        FeedbackState state = FeedbackTally.Empty;
        for (int i = 0; i < FeedbackTally.LatestMax + 100; i++)
            state = FeedbackTally.Add(state, new AnswerFeedback($"{i}", Begin, AnswerRating.Bad, null));

        Assert.Equal(FeedbackTally.LatestMax + 100, state.Bad);
        Assert.Equal(FeedbackTally.LatestMax, state.Latest.Length);
        Assert.Equal($"{FeedbackTally.LatestMax + 99}", state.Latest[0].Id);
    }
}
