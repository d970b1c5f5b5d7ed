using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Evidence;

/// <summary>The smallest part of a passage that can be quoted: a sentence, a list item, a table row.</summary>
/// <param name="Span">Its place in the chunk's text.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Context">The index of the unit that it hangs on (lead-in of a list, head of a table), or null.</param>
/// <param name="Tokens">Its words and numbers.</param>
internal sealed record EvidenceUnit(TextSpan Span, UnitKind Kind, int? Context, List<Token> Tokens)
{
    /// <summary>The index of the heading above it within the chunk, or null.</summary>
    internal int? Heading { get; init; }

    /// <summary>The index of the chunk's block that it stands in, or null where the chunk's structure is not known.</summary>
    internal int? Block { get; init; }

    /// <summary>Whether it hangs on what stands before the chunk (<see cref="Corpus.Chunks.Chunk.Lead"/>).</summary>
    internal bool HangsOnLead { get; init; }

    /// <summary>Whether it begins with a word that stands for something said before it.</summary>
    internal bool PointsBack =>
        Tokens.Count > 0
        && Tokens[0].Word
            is "it"
                or "its"
                or "this"
                or "these"
                or "those"
                or "they"
                or "their"
                or "he"
                or "his"
                or "she"
                or "her"
                or "such";
}
