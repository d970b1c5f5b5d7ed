namespace Microsoft.ML.Tokenizers;

public class WordPieceOptions
{
    public PreTokenizer? PreTokenizer { get; set; }

    public Normalizer? Normalizer { get; set; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; set; }

    public string UnknownToken { get; set; } = "[UNK]";

    public string ContinuingSubwordPrefix { get; set; } = "##";

    /// <summary>A longer word becomes the unknown token; counted in UTF-16 units.</summary>
    public int MaxInputCharsPerWord { get; set; } = 100;
}
