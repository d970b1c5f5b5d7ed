using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Feedback;

namespace RagCluster.Api.Experiments;

/// <summary>The body of <c>POST /api/v1/feedback</c>: a rating, a click, or both.</summary>
/// <param name="FeedbackId">The <c>feedback_id</c> of the answer that it is about, or the one in a response's <c>experiment</c>.</param>
/// <param name="Rating">What the asker thought of it.</param>
/// <param name="Citation">The id of the citation, or of the chunk, that the asker opened.</param>
internal sealed record FeedbackRequest(string FeedbackId, FeedbackRating? Rating = null, string? Citation = null)
{
    private const int CitationLengthMax = 512;

    /// <summary>The answer that it is about, where no experiment gave it; null otherwise.</summary>
    internal FeedbackName? Answer => FeedbackName.TryParse(FeedbackId);

    /// <summary>What it says of an answer that no experiment gave.</summary>
    /// <param name="at">When it came.</param>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal AnswerFeedback ToFeedback(DateTimeOffset at)
    {
        Check();
        return new AnswerFeedback(FeedbackId, at, (AnswerRating?)(int?)Rating, Citation);
    }

    /// <summary>The outcomes of an experiment that it tells.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal (string Experiment, UnitOutcome[] Outcomes) ToOutcomes()
    {
        if (Read(FeedbackId) is not { } id)
            throw RagException.Invalid("feedback_id", "This is no feedback_id; an answer has one.");
        Check();
        List<UnitOutcome> outcomes = [];
        if (Rating is { } rating)
            outcomes.Add(new UnitOutcome(id.Unit, OutcomeKind.Feedback, (int)rating));
        if (Citation is not null)
            outcomes.Add(new UnitOutcome(id.Unit, OutcomeKind.Click, 1));
        return (Names.Experiment(id.Experiment, "feedback_id"), [.. outcomes]);
    }

    private void Check()
    {
        if (Rating is null && Citation is null)
            throw RagException.Invalid("rating", "Send a rating, a citation that was opened, or both.");
        if (Citation is { Length: 0 or > CitationLengthMax })
            throw RagException.Invalid("citation", $"A citation's id has 1 to {CitationLengthMax} characters.");
    }

    private static FeedbackId? Read(string text) => Grains.Interfaces.Experiments.FeedbackId.TryParse(text);
}
