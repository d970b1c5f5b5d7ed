using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Embedding;

/// <summary>Embeds with an ONNX graph: tokenize here, run in the batches of the device that all models of the silo share.</summary>
public sealed class OnnxTextEmbedder : ITextEmbedder
{
    /// <summary>The two special tokens alone: the text has none of its own.</summary>
    private const int EmptyTokens = 2;

    /// <summary>
    /// Tokens of one call that are queued at a time: a quarter of the queue's default, so that one caller never fills it.
    /// </summary>
    private const int QueuedTokensMax = 65_536;

    private readonly ModelEntry _entry;
    private readonly PooledGraph _pooled;
    private readonly DeviceBatcher _batcher;
    private readonly IAsyncDisposable? _owned;

    internal OnnxTextEmbedder(
        ModelEntry entry,
        BertTextTokenizer tokenizer,
        PooledGraph pooled,
        DeviceBatcher batcher,
        IAsyncDisposable? owned
    )
    {
        _entry = entry;
        _pooled = pooled;
        _batcher = batcher;
        _owned = owned;
        Tokenizer = tokenizer;
    }

    /// <inheritdoc/>
    public string Model => _entry.Name;

    /// <inheritdoc/>
    public string Revision => _entry.Revision;

    /// <inheritdoc/>
    public int Dimensions => _entry.Dimensions;

    /// <summary>The model's tokenizer; chunks are measured with it.</summary>
    public BertTextTokenizer Tokenizer { get; }

    /// <summary>The device that the model runs on.</summary>
    public InferenceDevice Device => _pooled.Graph.Device;

    /// <summary>Why it runs there; for the log.</summary>
    public string DeviceReason => _pooled.Graph.DeviceReason;

    /// <inheritdoc/>
    public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, EmbeddingCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(call);
        // Off the caller's thread: a grain's turn must not wait for tokenizing either.
        int[][] sequences = await Task.Run(() => TokenizeAll(texts, call.Purpose, cancellationToken), cancellationToken);
        return await EmbedTokensAsync(sequences, call, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<float[][]> EmbedTokensAsync(IReadOnlyList<int[]> sequences, EmbeddingCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentNullException.ThrowIfNull(call);
        int dimensions = Truncation.Check(_entry, call.Dimensions);
        float[][] vectors = new float[sequences.Count][];
        for (int start = 0; start < sequences.Count; )
        {
            int end = SliceEnd(sequences, start);
            await EmbedSliceAsync((sequences, start, end), vectors, call, cancellationToken);
            start = end;
        }

        if (dimensions < Dimensions)
            vectors = Array.ConvertAll(vectors, vector => Truncation.Cut(vector, dimensions, _entry.Normalize));
        return vectors;
    }

    /// <inheritdoc/>
    public int[] Tokenize(string text, EmbeddingPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
            return [];
        string prefix = purpose == EmbeddingPurpose.Query ? _entry.QueryPrefix : _entry.PassagePrefix;
        int[] ids = Tokenizer.Encode(prefix.Length == 0 ? text : prefix + text, _entry.MaxTokens);
        return ids.Length > EmptyTokens ? ids : [];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _batcher.Forget(_pooled);
        _pooled.Graph.Dispose();
        if (_owned is not null)
            await _owned.DisposeAsync();
    }

    private static int SliceEnd(IReadOnlyList<int[]> sequences, int start)
    {
        int end = start;
        for (long tokens = 0; end < sequences.Count && (end == start || tokens + sequences[end].Length <= QueuedTokensMax); end++)
            tokens += sequences[end].Length;
        return end;
    }

    private async Task EmbedSliceAsync(
        (IReadOnlyList<int[]> Sequences, int Start, int End) slice,
        float[][] vectors,
        EmbeddingCall call,
        CancellationToken cancellationToken
    )
    {
        List<int> places = new(slice.End - slice.Start);
        for (int i = slice.Start; i < slice.End; i++)
        {
            Check(slice.Sequences[i]);
            if (slice.Sequences[i].Length > 0)
                places.Add(i);
            else
                vectors[i] = new float[Dimensions];
        }

        TokenSequence[] rows = [.. places.Select(place => new TokenSequence(slice.Sequences[place]))];
        float[][] results = await _batcher.RunAsync(_pooled, rows, new BatchCall(call.Priority, call.Within), cancellationToken);
        for (int i = 0; i < results.Length; i++)
            vectors[places[i]] = results[i];
    }

    private int[][] TokenizeAll(IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        int[][] sequences = new int[texts.Count][];
        for (int i = 0; i < sequences.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sequences[i] = Tokenize(texts[i], purpose);
        }

        return sequences;
    }

    private void Check(int[] sequence)
    {
        if (sequence.Length > _entry.MaxTokens)
            throw new ModelException(
                ModelFault.Invalid,
                $"A sequence has {sequence.Length} tokens; '{Model}' takes {_entry.MaxTokens} at most."
            );
        int odd = Array.FindIndex(sequence, id => id < 0 || id >= Tokenizer.VocabularySize);
        if (odd >= 0)
            throw new ModelException(
                ModelFault.Invalid,
                $"{sequence[odd]} is no token of '{Model}'; they are 0 to {Tokenizer.VocabularySize - 1}."
            );
    }
}
