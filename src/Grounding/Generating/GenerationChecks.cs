using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Generating;

/// <summary>What each part that a model writes is checked against.</summary>
/// <param name="Relevance">Whether it is about what was asked.</param>
/// <param name="Passages">The passages that the model read, as it numbers them.</param>
/// <param name="Cleaner">Makes a sentence plain text.</param>
internal sealed record GenerationChecks(Relevance Relevance, List<PassageText> Passages, OutputCleaner Cleaner)
{
    /// <summary>A supported sentence that leads in what comes next and waits for it; null for none.</summary>
    internal Accepted? LeadIn { get; set; }

    /// <summary>The mark of the list's item that is being written, until a sentence of it passed.</summary>
    internal string Item { get; set; } = "";

    /// <summary>What was written, in lower case and without marks: a model that runs in a circle is read once.</summary>
    internal HashSet<string> Written { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A part that passed; it gets its citation when it is given.</summary>
    /// <param name="Sentence">The part.</param>
    /// <param name="Passage">What supports it; null for a sentence that is flagged.</param>
    /// <param name="Span">Where in the passage.</param>
    /// <param name="Score">How well, 0 to 1.</param>
    internal sealed record Accepted(AnswerSentence Sentence, PassageText? Passage, TextSpan Span, double Score);
}
