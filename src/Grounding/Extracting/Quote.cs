using RagCluster.Grounding.Evidence;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Extracting;

/// <summary>A picked unit as it will be quoted.</summary>
/// <param name="Candidate">The unit.</param>
/// <param name="Spans">The spans of the chunk that are cited; the first holds the unit.</param>
/// <param name="Text">The sentence that a reader sees.</param>
/// <param name="Order">The place of its passage in the answer.</param>
internal sealed record Quote(SentenceCandidate Candidate, TextSpan[] Spans, string Text, int Order)
{
    internal PassageText Passage => Candidate.Passage;

    /// <summary>Whether the quote shows this unit already.</summary>
    internal bool Holds(SentenceCandidate other) =>
        other.Passage == Passage && other.Unit.Span.Start >= Spans[0].Start && other.Unit.Span.End <= Spans[0].End;

    /// <summary>Whether the other quote shows all of this one.</summary>
    internal bool IsWithin(Quote other) =>
        other != this && other.Passage == Passage && Spans[0].Start >= other.Spans[0].Start && Spans[0].End <= other.Spans[0].End;
}
