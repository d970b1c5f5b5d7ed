using RagCluster.Grounding.Evidence;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Extracting;

/// <summary>A picked unit as it will be quoted.</summary>
/// <param name="Candidate">The unit.</param>
/// <param name="Region">What of the chunk is shown; holds the unit.</param>
/// <param name="Parts">The parts, in reading order.</param>
/// <param name="Order">The place of its passage in the answer.</param>
internal sealed record Quote(SentenceCandidate Candidate, TextSpan Region, QuotePart[] Parts, int Order)
{
    internal PassageText Passage => Candidate.Passage;

    /// <summary>The characters that a reader sees.</summary>
    internal int Length => Parts.Sum(part => part.Text.Length + 1);

    /// <summary>Whether the quote shows this unit already.</summary>
    internal bool Holds(SentenceCandidate other) =>
        other.Passage == Passage && other.Unit.Span.Start >= Region.Start && other.Unit.Span.End <= Region.End;

    /// <summary>Whether the other quote shows all of this one.</summary>
    internal bool IsWithin(Quote other) =>
        other != this && other.Passage == Passage && Region.Start >= other.Region.Start && Region.End <= other.Region.End;

    /// <summary>Whether both show some of the same text.</summary>
    internal bool Overlaps(Quote other) =>
        other != this && other.Passage == Passage && Region.Start < other.Region.End && other.Region.Start < Region.End;
}
