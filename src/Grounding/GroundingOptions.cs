using System.Globalization;
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
    /// The most tokens of passages that are read, 100 to 200,000; at least the best passage is. 6,000 hold ten passages of any size that
    /// the chunker makes.
    /// </summary>
    public int ContextTokensMax { get; init; } = 6_000;

    /// <summary>
    /// The least calibrated probability that the evidence answers, 0 to 1; below it the answer is an abstention. 0.48 is where, on
    /// the calibration questions, 9 % of answerable ones met silence and 80 % of unanswerable ones did.
    /// </summary>
    public double EvidenceMin { get; init; } = 0.48;

    /// <summary>
    /// The least probability that a source says what a generated sentence says, 0 to 1; below it the sentence is unsupported. At 0.2, seven
    /// in eight of the supported sentences of the development pairs are kept (cross-validated), and more of those that keep to the
    /// source's words; a higher value drops more inventions, and more that is right.
    /// </summary>
    public double SupportMin { get; init; } = 0.2;

    /// <summary>
    /// What becomes of a generated sentence that no passage supports. A number, name or date that no passage holds is dropped in any case.
    /// </summary>
    public UnsupportedSentences Unsupported { get; init; }

    /// <summary>
    /// The most characters of passages in a prompt, 1,000 to 1,000,000. 24,000 are some 6,000 tokens, which any chat model takes.
    /// </summary>
    public int PromptLengthMax { get; init; } = 24_000;

    /// <summary>The most characters that are read from a chat model, 100 to 100,000; what comes after is left.</summary>
    public int ResponseLengthMax { get; init; } = 8_000;

    /// <summary>
    /// Models, separated by commas, that a request may name instead of the configured one. Empty: none, because each may cost what its
    /// owner did not mean to spend.
    /// </summary>
    public string ChatModels { get; init; } = "";

    /// <summary>How long a chat model may take for a whole answer, 1 s to 10 min; then the extractive answer is given.</summary>
    public TimeSpan ChatTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Finds the page of a quote in a chunk that spans pages; null: the chunk's first page is named.</summary>
    public PageLocator? PageOf { get; init; }

    /// <summary>Checks the limits.</summary>
    /// <exception cref="RagException">A setting is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(SentencesMax is >= 1 and <= 10, nameof(SentencesMax), SentencesMax, "1 to 10");
        Check(PassagesMax is >= 1 and <= 100, nameof(PassagesMax), PassagesMax, "1 to 100");
        Check(ContextTokensMax is >= 100 and <= 200_000, nameof(ContextTokensMax), ContextTokensMax, "100 to 200000");
        Check(EvidenceMin is >= 0 and <= 1, nameof(EvidenceMin), EvidenceMin, "0 to 1");
        Check(SupportMin is >= 0 and <= 1, nameof(SupportMin), SupportMin, "0 to 1");
        Check(PromptLengthMax is >= 1_000 and <= 1_000_000, nameof(PromptLengthMax), PromptLengthMax, "1000 to 1000000 characters");
        Check(ResponseLengthMax is >= 100 and <= 100_000, nameof(ResponseLengthMax), ResponseLengthMax, "100 to 100000 characters");
        Check(
            ChatTimeout >= TimeSpan.FromSeconds(1) && ChatTimeout <= TimeSpan.FromMinutes(10),
            nameof(ChatTimeout),
            ChatTimeout,
            "1 s to 10 min"
        );
    }

    private static void Check(bool isValid, string name, IFormattable value, string range)
    {
        if (isValid)
            return;
        string setting = $"RAG__Grounding__{name}";
        throw RagException.Invalid(setting, $"{setting} is {value.ToString(null, CultureInfo.InvariantCulture)}; it must be {range}.");
    }
}
