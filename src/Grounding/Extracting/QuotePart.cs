using RagCluster.Corpus.Answers;
using RagCluster.Text.Linking;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Extracting;

/// <summary>A part of a quote: one entry of the answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What a reader sees.</param>
/// <param name="Spans">The spans of the chunk that are cited; none for what stands in the lead alone.</param>
internal sealed record QuotePart(AnswerPartKind Kind, string Text, TextSpan[] Spans)
{
    /// <summary>Whether the chunk's lead is cited too.</summary>
    internal bool CitesLead { get; init; }

    /// <summary>The language of code.</summary>
    internal string Language { get; init; } = "";

    /// <summary>The links in its text, with their targets as the document has them.</summary>
    internal TextLink[] Links { get; init; } = [];

    /// <summary>The first character that is cited in the chunk; before all of them for the lead.</summary>
    internal int Start => Spans.Length > 0 ? Spans[0].Start : -1;
}
