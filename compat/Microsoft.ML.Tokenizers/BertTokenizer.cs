namespace Microsoft.ML.Tokenizers;

/// <summary>WordPiece with BERT's special tokens around it.</summary>
public sealed class BertTokenizer : WordPieceTokenizer
{
    internal BertTokenizer(Vocabulary vocabulary, BertOptions options)
        : base(vocabulary, options)
    {
        LowerCaseBeforeTokenization = options.LowerCaseBeforeTokenization;
        ApplyBasicTokenization = options.ApplyBasicTokenization;
        SplitOnSpecialTokens = options.SplitOnSpecialTokens;
        IndividuallyTokenizeCjk = options.IndividuallyTokenizeCjk;
        RemoveNonSpacingMarks = options.RemoveNonSpacingMarks;
        SeparatorToken = options.SeparatorToken;
        SeparatorTokenId = vocabulary.RequiredId(options.SeparatorToken);
        PaddingToken = options.PaddingToken;
        PaddingTokenId = vocabulary.RequiredId(options.PaddingToken);
        ClassificationToken = options.ClassificationToken;
        ClassificationTokenId = vocabulary.RequiredId(options.ClassificationToken);
        MaskingToken = options.MaskingToken;
        MaskingTokenId = vocabulary.RequiredId(options.MaskingToken);
    }

    public bool LowerCaseBeforeTokenization { get; }

    public bool ApplyBasicTokenization { get; }

    public bool SplitOnSpecialTokens { get; }

    public bool IndividuallyTokenizeCjk { get; }

    public bool RemoveNonSpacingMarks { get; }

    public string SeparatorToken { get; }

    public int SeparatorTokenId { get; }

    public string PaddingToken { get; }

    public int PaddingTokenId { get; }

    public string ClassificationToken { get; }

    public int ClassificationTokenId { get; }

    public string MaskingToken { get; }

    public int MaskingTokenId { get; }

    public static BertTokenizer Create(string vocabFilePath, BertOptions? options = null)
    {
        using FileStream stream = File.OpenRead(vocabFilePath);
        return Create(stream, options);
    }

    public static BertTokenizer Create(Stream vocabStream, BertOptions? options = null) => Create(Vocabulary.Read(vocabStream), options);

    public static async Task<BertTokenizer> CreateAsync(
        Stream vocabStream,
        BertOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Create(await Vocabulary.ReadAsync(vocabStream, cancellationToken).ConfigureAwait(false), options);

    public new IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(text, addSpecialTokens: true, considerPreTokenization, considerNormalization);

    public new IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) => EncodeToIds(text, addSpecialTokens: true, considerPreTokenization, considerNormalization);

    public IReadOnlyList<int> EncodeToIds(
        string text,
        bool addSpecialTokens,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) => Surround(base.EncodeToIds(text, considerPreTokenization, considerNormalization), addSpecialTokens);

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text,
        bool addSpecialTokens,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) => Surround(base.EncodeToIds(text, considerPreTokenization, considerNormalization), addSpecialTokens);

    public new IReadOnlyList<int> EncodeToIds(
        string text,
        int maxTokenCount,
        out string? normalizedText,
        out int charsConsumed,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) =>
        EncodeToIds(
            text,
            maxTokenCount,
            addSpecialTokens: true,
            out normalizedText,
            out charsConsumed,
            considerPreTokenization,
            considerNormalization
        );

    public IReadOnlyList<int> EncodeToIds(
        string text,
        int maxTokenCount,
        bool addSpecialTokens,
        out string? normalizedText,
        out int charsConsumed,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    ) =>
        EncodeToIds(
            text.AsSpan(),
            maxTokenCount,
            addSpecialTokens,
            out normalizedText,
            out charsConsumed,
            considerPreTokenization,
            considerNormalization
        );

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text,
        int maxTokenCount,
        bool addSpecialTokens,
        out string? normalizedText,
        out int charsConsumed,
        bool considerPreTokenization = true,
        bool considerNormalization = true
    )
    {
        if (addSpecialTokens && maxTokenCount < 2)
        {
            normalizedText = null;
            charsConsumed = 0;
            return [];
        }

        int room = addSpecialTokens ? maxTokenCount - 2 : maxTokenCount;
        return Surround(
            base.EncodeToIds(text, room, out normalizedText, out charsConsumed, considerPreTokenization, considerNormalization),
            addSpecialTokens
        );
    }

    /// <summary><c>[CLS] ids [SEP]</c>, or <c>[CLS] ids [SEP] more [SEP]</c>.</summary>
    public IReadOnlyList<int> BuildInputsWithSpecialTokens(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null)
    {
        ArgumentNullException.ThrowIfNull(tokenIds);
        List<int> ids = [ClassificationTokenId, .. tokenIds, SeparatorTokenId];
        if (additionalTokenIds is not null)
        {
            ids.AddRange(additionalTokenIds);
            ids.Add(SeparatorTokenId);
        }

        return ids;
    }

    /// <summary>1 for a special token, 0 for a token of the text.</summary>
    public IReadOnlyList<int> GetSpecialTokensMask(
        IEnumerable<int> tokenIds,
        IEnumerable<int>? additionalTokenIds = null,
        bool alreadyHasSpecialTokens = false
    )
    {
        ArgumentNullException.ThrowIfNull(tokenIds);
        if (alreadyHasSpecialTokens)
            return [.. tokenIds.Concat(additionalTokenIds ?? []).Select(id => IsSpecial(id) ? 1 : 0)];

        List<int> mask = [1, .. tokenIds.Select(_ => 0), 1];
        if (additionalTokenIds is not null)
        {
            mask.AddRange(additionalTokenIds.Select(_ => 0));
            mask.Add(1);
        }

        return mask;
    }

    /// <summary>0 for the first sequence with its special tokens, 1 for the second with its separator.</summary>
    public IReadOnlyList<int> CreateTokenTypeIdsFromSequences(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null)
    {
        ArgumentNullException.ThrowIfNull(tokenIds);
        List<int> types = [0, .. tokenIds.Select(_ => 0), 0];
        if (additionalTokenIds is not null)
        {
            types.AddRange(additionalTokenIds.Select(_ => 1));
            types.Add(1);
        }

        return types;
    }

    private static BertTokenizer Create(Vocabulary vocabulary, BertOptions? options)
    {
        options ??= new BertOptions();
        bool basic = options.ApplyBasicTokenization;
        if (basic)
            options.Normalizer ??= new BertNormalizer(
                options.LowerCaseBeforeTokenization,
                options.IndividuallyTokenizeCjk,
                options.RemoveNonSpacingMarks
            );

        IReadOnlyDictionary<string, int>? spellings = options.SplitOnSpecialTokens ? Spellings(vocabulary, options) : null;
        options.PreTokenizer ??= basic ? PreTokenizer.CreateWordOrPunctuation(spellings) : PreTokenizer.CreateWhiteSpace();
        return new BertTokenizer(vocabulary, options);
    }

    /// <summary>The special tokens as the normalizer leaves them; the lowered spellings become known to the vocabulary.</summary>
    private static Dictionary<string, int> Spellings(Vocabulary vocabulary, BertOptions options)
    {
        options.SpecialTokens ??= new[]
        {
            options.UnknownToken,
            options.SeparatorToken,
            options.PaddingToken,
            options.ClassificationToken,
            options.MaskingToken,
        }.ToDictionary(token => token, vocabulary.RequiredId, StringComparer.Ordinal);
        bool lower = options.ApplyBasicTokenization && options.LowerCaseBeforeTokenization;
        Dictionary<string, int> spellings = new(StringComparer.Ordinal);
        foreach ((string token, int id) in options.SpecialTokens)
        {
            if (vocabulary.RequiredId(token) != id)
                throw new ArgumentException($"The special token '{token}' has another id than {id} in the vocabulary.");

            string spelling = lower ? token.ToLowerInvariant() : token;
            vocabulary.Alias(spelling, id);
            spellings[spelling] = id;
        }

        return spellings;
    }

    private IReadOnlyList<int> Surround(IReadOnlyList<int> ids, bool addSpecialTokens) =>
        addSpecialTokens ? BuildInputsWithSpecialTokens(ids) : ids;

    private bool IsSpecial(int id) =>
        id == ClassificationTokenId || id == SeparatorTokenId || id == PaddingTokenId || id == MaskingTokenId || id == UnknownTokenId;
}
