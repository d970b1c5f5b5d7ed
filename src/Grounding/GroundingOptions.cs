using RagCluster.Corpus.Errors;
using RagCluster.Grounding.Citations;

namespace RagCluster.Grounding;

/// <summary>What may be set about answers (section <c>Grounding</c>).</summary>
public sealed record GroundingOptions
{
    /// <summary>The most sentences of an extractive answer, 1 to 10. Three read as an answer; more read as a page.</summary>
    public int SentencesMax { get; init; } = 3;

    /// <summary>The most passages that are read, 1 to 100, in the order of the retrieval.</summary>
    public int PassagesMax { get; init; } = 10;

    /// <summary>
    /// The least calibrated probability that the evidence answers, 0 to 1; below it the answer is an abstention. 0.3 is where, on
    /// the calibration questions, 8 % of answerable ones met silence and 77 % of unanswerable ones did.
    /// </summary>
    public double EvidenceMin { get; init; } = 0.3;

    /// <summary>Finds the page of a quote in a chunk that spans pages; null: the chunk's first page is named.</summary>
    public PageLocator? PageOf { get; init; }

    /// <summary>Checks the limits.</summary>
    /// <exception cref="RagException">A setting is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(SentencesMax is >= 1 and <= 10, nameof(SentencesMax), SentencesMax, "1 to 10");
        Check(PassagesMax is >= 1 and <= 100, nameof(PassagesMax), PassagesMax, "1 to 100");
        Check(EvidenceMin is >= 0 and <= 1, nameof(EvidenceMin), EvidenceMin, "0 to 1");
    }

    private static void Check(bool isValid, string name, IFormattable value, string range)
    {
        if (isValid) return;
        string setting = $"RAG__Grounding__{name}";
        throw RagException.Invalid(setting, $"{setting} is {value.ToString(null, System.Globalization.CultureInfo.InvariantCulture)}; it must be {range}.");
    }
}
