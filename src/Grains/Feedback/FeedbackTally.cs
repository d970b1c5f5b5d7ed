using RagCluster.Grains.Interfaces.Feedback;

namespace RagCluster.Grains.Feedback;

/// <summary>Counts feedback, each answer once in what was last said of it.</summary>
internal static class FeedbackTally
{
    /// <summary>Answers whose feedback is kept by itself; of older ones the counts remain.</summary>
    internal const int LatestMax = 500;

    /// <summary>Nothing yet.</summary>
    internal static FeedbackState Empty { get; } = new(0, 0, 0, []);

    /// <summary>What is known with one more.</summary>
    internal static FeedbackState Add(FeedbackState known, AnswerFeedback given)
    {
        AnswerFeedback? before = Array.Find(known.Latest, one => one.Id == given.Id);
        AnswerFeedback now = given with { Rating = given.Rating ?? before?.Rating, Citation = given.Citation ?? before?.Citation };
        return new FeedbackState(
            known.Good + Change(before, now, one => one.Rating == AnswerRating.Good),
            known.Bad + Change(before, now, one => one.Rating == AnswerRating.Bad),
            known.Opened + Change(before, now, one => one.Citation is not null),
            [now, .. known.Latest.Where(one => one.Id != given.Id).Take(LatestMax - 1)]
        );
    }

    private static int Change(AnswerFeedback? before, AnswerFeedback now, Predicate<AnswerFeedback> counts) =>
        (counts(now) ? 1 : 0) - (before is not null && counts(before) ? 1 : 0);
}
