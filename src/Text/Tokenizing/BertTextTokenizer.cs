using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.ML.Tokenizers;

namespace RagCluster.Text.Tokenizing;

/// <summary>
/// Turns text into the token ids that a BERT model was trained on, exactly as the reference does it; words seen before are looked up. Safe
/// for use from several threads.
/// </summary>
public sealed class BertTextTokenizer : ITokenCounter
{
    /// <summary>The reference gives up on longer words; counted in Unicode scalar values.</summary>
    private const int WordScalarsMax = 100;

    /// <summary>No word within that has more UTF-16 units.</summary>
    private const int WordCharsMax = 2 * WordScalarsMax;

    /// <summary>Words kept with their ids: the head of a Zipf distribution, about 3 MB. Later words are cut each time.</summary>
    private const int CachedWordsMax = 20_000;

    /// <summary>Longer words are rare and not worth keeping.</summary>
    private const int CachedWordCharsMax = 24;

    /// <summary>So are words of more pieces, above all those of hashes, of which one document has enough to fill the cache.</summary>
    private const int CachedPiecesMax = 4;

    private const int StackChars = 256;

    // A vocabulary takes some MB, and the chunker and the embedder of a model read the same one.
    private static readonly Dictionary<(string Path, bool Lowercase, DateTime WrittenAt), WeakReference<BertTextTokenizer>> Open = [];

    private readonly BertTokenizer _special;
    private readonly WordPieces _pieces;
    private readonly bool _lowercase;
    private readonly (string Text, int Id)[] _specialTokens;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _cacheLookup;
    private readonly int[] _unknown;
    private int _cachedCount;

    private BertTextTokenizer(BertTokenizer special, WordPieces pieces, bool lowercase)
    {
        _special = special;
        _pieces = pieces;
        _lowercase = lowercase;
        _unknown = [special.UnknownTokenId];
        _cacheLookup = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        _specialTokens =
        [
            (special.PaddingToken, special.PaddingTokenId),
            (special.UnknownToken, special.UnknownTokenId),
            (special.ClassificationToken, special.ClassificationTokenId),
            (special.SeparatorToken, special.SeparatorTokenId),
            (special.MaskingToken, special.MaskingTokenId),
        ];
    }

    /// <summary>The id that begins every sequence, <c>[CLS]</c>.</summary>
    public int ClassificationId => _special.ClassificationTokenId;

    /// <summary>The id that ends every sequence, <c>[SEP]</c>.</summary>
    public int SeparatorId => _special.SeparatorTokenId;

    /// <summary>The id that fills up a batch, <c>[PAD]</c>.</summary>
    public int PaddingId => _special.PaddingTokenId;

    /// <summary>The id of what the vocabulary cannot spell, <c>[UNK]</c>.</summary>
    public int UnknownId => _special.UnknownTokenId;

    /// <summary>The number of ids: every id is smaller.</summary>
    public int VocabularySize => _pieces.Count;

    /// <summary>Reads a vocabulary: one token a line, its line number its id.</summary>
    /// <param name="vocabularyPath">The vocab.txt of the model.</param>
    /// <param name="lowercase">Whether the model is uncased: letters are lowered and lose their accents.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no BERT vocabulary: a special token is missing or a token stands
    /// twice.</exception>
    public static BertTextTokenizer Create(string vocabularyPath, bool lowercase)
    {
        (string, bool, DateTime) file = (Path.GetFullPath(vocabularyPath), lowercase, File.GetLastWriteTimeUtc(vocabularyPath));
        lock (Open)
        {
            if (Open.TryGetValue(file, out WeakReference<BertTextTokenizer>? known) && known.TryGetTarget(out BertTextTokenizer? tokenizer))
                return tokenizer;
            tokenizer = Read(vocabularyPath, lowercase);
            Open[file] = new WeakReference<BertTextTokenizer>(tokenizer);
            return tokenizer;
        }
    }

    private static BertTextTokenizer Read(string vocabularyPath, bool lowercase)
    {
        BertOptions options = new()
        {
            ApplyBasicTokenization = false,
            SplitOnSpecialTokens = false,
            LowerCaseBeforeTokenization = lowercase,
        };
        try
        {
            BertTokenizer special = BertTokenizer.Create(vocabularyPath, options);
            return new BertTextTokenizer(special, new WordPieces(File.ReadLines(vocabularyPath)), lowercase);
        }
        catch (Exception error) when (error is ArgumentException or KeyNotFoundException)
        {
            throw new InvalidDataException(
                $"{vocabularyPath} is no BERT vocabulary: it needs [PAD], [UNK], [CLS], [SEP] and [MASK], and each token once. "
                    + $"{error.Message}",
                error
            );
        }
    }

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        TokenSink sink = new(ArraySegment<int>.Empty, countOnly: true);
        Encode(text, ref sink);
        return sink.Count;
    }

    /// <summary>Encodes a text, with the token that begins and the token that ends a sequence.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="tokensMax">The longest sequence wanted, special tokens counted; what is longer loses its end. At least 2.</param>
    /// <returns>The ids, 2 to <paramref name="tokensMax"/> of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokensMax"/> is below 2.</exception>
    public int[] Encode(ReadOnlySpan<char> text, int tokensMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokensMax, 2);
        int[] rented = ArrayPool<int>.Shared.Rent(Math.Min(tokensMax, TokensOf(text) + 2));
        int count = Encode(text, new ArraySegment<int>(rented, 0, Math.Min(rented.Length, tokensMax)));
        int[] ids = rented[..count];
        ArrayPool<int>.Shared.Return(rented);
        return ids;
    }

    /// <summary>
    /// Encodes a text as <see cref="Encode(ReadOnlySpan{char}, int)"/> does, into the caller's memory: nothing is allocated for words seen
    /// before.
    /// </summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="ids">Gets the ids; what does not fit loses its end. At least 2.</param>
    /// <returns>The number of ids written.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ids"/> holds less than 2.</exception>
    public int Encode(ReadOnlySpan<char> text, ArraySegment<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Count, 2);
        int count = EncodePieces(text, ids[1..^1]);
        Span<int> written = ids;
        written[0] = ClassificationId;
        written[count + 1] = SeparatorId;
        return count + 2;
    }

    /// <summary>Encodes a text without special tokens around it.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="ids">Gets the ids; what does not fit loses its end.</param>
    /// <returns>The number of ids written.</returns>
    public int EncodePieces(ReadOnlySpan<char> text, ArraySegment<int> ids)
    {
        TokenSink sink = new(ids, countOnly: false);
        Encode(text, ref sink);
        return sink.Count;
    }

    /// <summary>Encodes a text without special tokens around it.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="tokensMax">The most ids wanted; what is longer loses its end.</param>
    /// <returns>The ids.</returns>
    public int[] EncodePieces(ReadOnlySpan<char> text, int tokensMax)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(Math.Min(tokensMax, TokensOf(text)));
        int[] ids = rented[..EncodePieces(text, new ArraySegment<int>(rented, 0, Math.Min(rented.Length, tokensMax)))];
        ArrayPool<int>.Shared.Return(rented);
        return ids;
    }

    // No more: a token holds at least one character, and a canonical decomposition at most four of them.
    private static int TokensOf(ReadOnlySpan<char> text) => (int)Math.Min(4L * text.Length, Array.MaxLength - 2);

    private void Encode(ReadOnlySpan<char> text, ref TokenSink sink)
    {
        CharBuffer buffer = new(stackalloc char[StackChars]);
        while (!sink.IsFull)
        {
            text = text.TrimStart();
            if (text.IsEmpty)
                break;

            int end = 1;
            while (end < text.Length && !IsSeparator(text[end]))
                end++;

            EncodeSegment(text[..end], ref buffer, ref sink);
            text = text[end..];
        }

        buffer.Dispose();
    }

    /// <summary>Encodes what stands between two white spaces; a special token written out in it stands for itself.</summary>
    private void EncodeSegment(scoped ReadOnlySpan<char> segment, ref CharBuffer buffer, ref TokenSink sink)
    {
        int start = 0;
        for (int i = segment.IndexOf('['); i >= 0 && i < segment.Length; i++)
        {
            (string special, int id) = SpecialAt(segment[i..]);
            if (special.Length == 0)
                continue;

            EncodePiece(segment[start..i], ref buffer, ref sink);
            sink.Add(id);
            start = i + special.Length;
            i = start - 1;
        }

        EncodePiece(segment[start..], ref buffer, ref sink);
    }

    private void EncodePiece(scoped ReadOnlySpan<char> piece, ref CharBuffer buffer, ref TokenSink sink)
    {
        buffer.Clear();
        BertNormalization.Append(piece, _lowercase, ref buffer);
        BertWords words = new(buffer.Written);
        while (!sink.IsFull && words.MoveNext())
            sink.Add(Pieces(words.Current));
    }

    private ReadOnlySpan<int> Pieces(ReadOnlySpan<char> word)
    {
        if (_cacheLookup.TryGetValue(word, out int[]? known))
            return known;

        if (word.Length > WordCharsMax || (word.Length > WordScalarsMax && Scalars(word) > WordScalarsMax))
            return _unknown;

        Span<int> pieces = stackalloc int[WordCharsMax];
        int count = _pieces.Cut(word, pieces);
        int[] ids = count == 0 ? _unknown : pieces[..count].ToArray();
        if (IsWorthKeeping(word, ids) && Volatile.Read(ref _cachedCount) < CachedWordsMax && _cacheLookup.TryAdd(word, ids))
            Interlocked.Increment(ref _cachedCount);

        return ids;
    }

    private static bool IsWorthKeeping(ReadOnlySpan<char> word, int[] ids) =>
        word.Length <= CachedWordCharsMax && ids.Length <= CachedPiecesMax;

    private (string Text, int Id) SpecialAt(ReadOnlySpan<char> text)
    {
        if (text[0] == '[')
        {
            foreach ((string Text, int Id) special in _specialTokens)
            {
                if (text.StartsWith(special.Text, StringComparison.Ordinal))
                    return special;
            }
        }

        return (string.Empty, 0);
    }

    /// <summary>White space to the reference: not the control characters that .NET counts among it, which BERT drops.</summary>
    private static bool IsSeparator(char c) => c is ' ' or '\t' or '\n' or '\r' || (c > '\x85' && char.IsWhiteSpace(c));

    private static int Scalars(ReadOnlySpan<char> word)
    {
        int count = 0;
        foreach (char c in word)
            count += char.IsLowSurrogate(c) ? 0 : 1;

        return count;
    }
}
