namespace RagCluster.Inference.Models;

/// <summary>What a registry must be; each message names the field and what to write instead.</summary>
internal static class RegistryRules
{
    private const int NameCharsMax = 64;
    private const int DimensionsMax = 16_384;
    private const int TokensMax = 65_536;
    private const int Sha256Chars = 64;
    private static readonly string[] KnownInputs = ["input_ids", "attention_mask", "token_type_ids"];

    public static void Check(RegistryDocument document, string path)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Models.Count; i++)
        {
            ModelEntry entry = document.Models[i];
            string at = $"{path}: models[{i}]";
            CheckName(entry.Name, at);
            Require(names.Add(entry.Name), at, "name", $"'{entry.Name}' stands twice; give one of them another name");
            CheckEntry(entry, at);
            CheckFile(entry.Files.Model, $"{at}.files.model");
            CheckFile(entry.Files.Vocabulary, $"{at}.files.vocabulary");
        }
    }

    /// <summary>Checks a model's name, which is also a folder's.</summary>
    public static void CheckName(string name, string at)
    {
        bool valid =
            name.Length is > 0 and <= NameCharsMax
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
        Require(
            valid,
            at,
            "name",
            $"'{name}' must be 1 to {NameCharsMax} letters, digits, '.', '-' or '_', and begin with a letter or digit"
        );
    }

    /// <summary>Checks what an entry says of its model, but not its files.</summary>
    public static void CheckEntry(ModelEntry entry, string at)
    {
        Require(entry.Revision.Length > 0, at, "revision", "must not be empty; write a version or a date");
        Require(
            entry.Tokenizer.Type == ModelTokenizer.WordPiece,
            at,
            "tokenizer.type",
            $"'{entry.Tokenizer.Type}' is not known; write \"{ModelTokenizer.WordPiece}\""
        );
        Require(entry.Inputs.Contains(KnownInputs[0]), at, "inputs", "must hold \"input_ids\"");
        string? unknown = entry.Inputs.FirstOrDefault(input => !KnownInputs.Contains(input));
        Require(unknown is null, at, "inputs", $"'{unknown}' is not known; known are {string.Join(", ", KnownInputs)}");
        Require(entry.Output.Length > 0, at, "output", "must name the graph's output");
        Require(entry.Dimensions is > 0 and <= DimensionsMax, at, "dimensions", $"is {entry.Dimensions}; it must be 1 to {DimensionsMax}");
        Require(entry.RerankWeight is > 0 and <= 1, at, "rerankWeight", $"is {entry.RerankWeight}; it must be above 0 and at most 1");
        bool shares = entry.DenseWeights.Values.All(weight => weight is > 0 and < 1);
        Require(shares, at, "denseWeights", "each must be above 0 and below 1");
        bool isCrossEncoder = entry is { Kind: ModelKind.Rerank, Scoring: RerankScoring.CrossEncoder };
        Require(!isCrossEncoder || entry.Dimensions == 1, at, "dimensions", $"is {entry.Dimensions}; a cross-encoder yields 1");
        Require(entry.Kind == ModelKind.Embedding || entry.Pooling == PoolingMode.None, at, "pooling", "must be \"none\" for a reranker");
        bool cuts = entry.MatryoshkaDimensions.All(cut => cut > 0 && cut < entry.Dimensions);
        Require(cuts, at, "matryoshkaDimensions", $"each must be 1 to {entry.Dimensions - 1}");
        Require(entry.MaxTokens is >= 3 and <= TokensMax, at, "maxTokens", $"is {entry.MaxTokens}; it must be 3 to {TokensMax}");
    }

    private static void CheckFile(ModelFile file, string at)
    {
        bool safe =
            file.Path.Length > 0
            && !file.Path.Contains('\\')
            && !file.Path.Contains(':')
            && !Path.IsPathRooted(file.Path)
            && !file.Path.Any(char.IsControl)
            && file.Path.Split('/').All(part => part is not ("" or "." or ".."));
        Require(safe, at, "path", $"'{file.Path}' must be relative to the registry's folder and stay in it");
        Require(file.Bytes > 0, at, "bytes", $"is {file.Bytes}; write the size of the file");
        Require(
            file.Sha256.Length == Sha256Chars && file.Sha256.All(char.IsAsciiHexDigit),
            at,
            "sha256",
            $"must be {Sha256Chars} hexadecimal digits"
        );
        bool http =
            file.Source is null || (Uri.TryCreate(file.Source, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https"));
        Require(http, at, "source", $"'{file.Source}' must be an http or https address");
    }

    private static void Require(bool condition, string at, string field, string message)
    {
        if (!condition)
            throw new ModelException(ModelFault.Invalid, $"{at}.{field}: {message}.") { Argument = $"{at}.{field}" };
    }
}
