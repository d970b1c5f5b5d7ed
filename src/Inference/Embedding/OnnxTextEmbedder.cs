using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Embedding;

/// <summary>
/// Embeds with an ONNX graph: tokenize, sort by length, batch under a budget of tokens, run, pool, normalize, and give each
/// vector back at its text's place.
/// </summary>
public sealed class OnnxTextEmbedder : ITextEmbedder
{
    /// <summary>The two special tokens alone: the text has none of its own.</summary>
    private const int EmptyTokens = 2;

    private readonly ModelEntry _entry;
    private readonly InferenceOptions _options;
    private readonly OnnxModel _model;

    internal OnnxTextEmbedder(ModelEntry entry, InferenceOptions options, BertTextTokenizer tokenizer, OnnxModel model)
    {
        _entry = entry;
        _options = options;
        _model = model;
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
    public InferenceDevice Device => _model.Device;

    /// <summary>Why it runs there; for the log.</summary>
    public string DeviceReason => _model.DeviceReason;

    /// <inheritdoc/>
    public Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        // Off the caller's thread: a grain's turn must not wait for arithmetic.
        return Task.Run(() => Embed(texts, purpose, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _model.Dispose();
        return ValueTask.CompletedTask;
    }

    private float[][] Embed(IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        var vectors = new float[texts.Count][];
        var places = new List<int>(texts.Count);
        var sequences = new List<int[]>(texts.Count);
        for (int i = 0; i < texts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            vectors[i] = new float[_entry.Dimensions];
            int[] sequence = Tokenize(texts[i], purpose);
            if (sequence.Length > EmptyTokens)
            {
                places.Add(i);
                sequences.Add(sequence);
            }
        }

        foreach (int[] batch in TokenBudgetPlanner.Plan(sequences.ConvertAll(ids => ids.Length), _options.BatchTextsMax, _options.BatchTokensMax))
        {
            cancellationToken.ThrowIfCancellationRequested();
            PaddedBatch padded = PaddedBatch.Create(sequences, batch, Tokenizer.PaddingId);
            float[][] targets = Array.ConvertAll(batch, index => vectors[places[index]]);
            _model.Run(padded, (values, shape) => Read(values, shape, padded, targets), cancellationToken);
        }

        return vectors;
    }

    private int[] Tokenize(string text, EmbeddingPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
            return [];

        string prefix = purpose == EmbeddingPurpose.Query ? _entry.QueryPrefix : _entry.PassagePrefix;
        return Tokenizer.Encode(prefix.Length == 0 ? text : prefix + text, _entry.MaxTokens);
    }

    private void Read(ReadOnlySpan<float> values, ReadOnlySpan<long> shape, PaddedBatch batch, float[][] targets)
    {
        if (shape[^1] != Dimensions || shape[0] != batch.Texts)
        {
            throw new ModelException(
                ModelFault.Invalid,
                $"Model '{Model}' yields an output of {string.Join("×", shape.ToArray())} for {batch.Texts} texts; its entry says {Dimensions} dimensions.");
        }

        int rowLength = values.Length / batch.Texts;
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<long> mask = batch.Mask.AsSpan(row * batch.Tokens, batch.Tokens);
            Pooling.Pool(values.Slice(row * rowLength, rowLength), mask, _entry, targets[row]);
            if (!Array.TrueForAll(targets[row], float.IsFinite))
                throw new ModelException(ModelFault.Corrupt, $"Model '{Model}' yields numbers that are not finite: its file is damaged or its export wrong.");
        }
    }
}
