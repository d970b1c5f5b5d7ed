using System.ComponentModel;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;
using RagCluster.Inference.Reranking;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference;

/// <summary>
/// The devices of a process: one batcher each, shared by every model and caller, so that threads are never more than processors and a query
/// overtakes ingest whichever models they use. One for each silo. Safe for use from several threads.
/// </summary>
public sealed class InferenceRuntime : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly InferenceOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _report;
    private readonly DeviceBreakers _breakers;
    private readonly Dictionary<string, DeviceBatcher> _batchers = new(StringComparer.Ordinal);
    private double _queryWaitFactor = 1;
    private double _batchShare = 1;
    private bool _isDisposed;

    /// <summary>Creates the devices' keeper; threads start with the first model.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Gets what an operator should know, one sentence each; null for nobody.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public InferenceRuntime(InferenceOptions options, TimeProvider time, Action<string>? report = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _time = time;
        _report = report ?? (_ => { });
        _breakers = new DeviceBreakers(options, time, _report);
    }

    /// <summary>What the devices have done and what waits for them.</summary>
    public IReadOnlyList<BatcherStatistics> Statistics
    {
        get
        {
            lock (_lock)
                return [.. _batchers.Values.Select(batcher => batcher.Statistics)];
        }
    }

    /// <summary>The devices' circuit breakers; the processor has none.</summary>
    public IReadOnlyList<DeviceBreakerStatus> Breakers => [.. _breakers.Statuses];

    /// <summary>
    /// By what the time is multiplied for which a query waits for company, which it does under load only; 1 unless somebody tunes it.
    /// </summary>
    public double QueryWaitFactor
    {
        get => Volatile.Read(ref _queryWaitFactor);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Volatile.Write(ref _queryWaitFactor, value);
        }
    }

    /// <summary>The share of its tokens that a batch may hold, above 0 up to 1; 1 unless memory is short.</summary>
    public double BatchShare
    {
        get => Volatile.Read(ref _batchShare);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            Volatile.Write(ref _batchShare, value);
        }
    }

    /// <summary>Loads an embedding model, checks it against its entry and warms it up.</summary>
    /// <param name="entry">The model, from a <see cref="ModelRegistry"/>.</param>
    /// <exception cref="ModelException">The model cannot be used: not an embedding model, not installed, or its graph disagrees with its
    /// entry.</exception>
    public OnnxTextEmbedder OpenEmbedder(ModelEntry entry) => OpenEmbedder(entry, null);

    /// <summary>Loads a reranker and checks it against its entry.</summary>
    /// <param name="entry">The model, from a <see cref="ModelRegistry"/>.</param>
    /// <exception cref="ModelException">The model cannot be used: not a reranker, not installed, or its graph disagrees with its
    /// entry.</exception>
    public IReranker OpenReranker(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Kind != ModelKind.Rerank)
            throw new ModelException(ModelFault.Invalid, $"Model '{entry.Name}' is a {entry.Kind} model; a reranker is needed here.");
        BertTextTokenizer tokenizer = TokenizerFile.Open(entry);
        if (entry.Scoring == RerankScoring.LateInteraction)
        {
            // The table is read once, on the processor: the graph is not needed after that.
            using OnnxModel table = OnnxModel.Open(entry, _options with { Device = InferenceDevice.Cpu.Name });
            PooledGraph single = new(entry, table, tokenizer.PaddingId);
            return new LateInteraction(entry, tokenizer, TokenVectors.Read(single, tokenizer.VocabularySize, entry.Dimensions));
        }

        (PooledGraph graph, DeviceBatcher batcher) = OpenGraph(entry, tokenizer);
        return new CrossEncoder(entry, tokenizer, graph, batcher);
    }

    /// <summary>Fails what waits and ends the threads; models that are open fail from then on.</summary>
    public async ValueTask DisposeAsync()
    {
        DeviceBatcher[] batchers;
        lock (_lock)
        {
            _isDisposed = true;
            batchers = [.. _batchers.Values];
        }

        foreach (DeviceBatcher batcher in batchers)
            await batcher.DisposeAsync();
    }

    internal OnnxTextEmbedder OpenEmbedder(ModelEntry entry, IAsyncDisposable? owned)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Kind != ModelKind.Embedding)
            throw new ModelException(
                ModelFault.Invalid,
                $"Model '{entry.Name}' is a {entry.Kind} model; an embedding model is needed here."
            );
        BertTextTokenizer tokenizer = TokenizerFile.Open(entry);
        (PooledGraph graph, DeviceBatcher batcher) = OpenGraph(entry, tokenizer);
        return new OnnxTextEmbedder(entry, tokenizer, graph, batcher, owned);
    }

    private (PooledGraph Graph, DeviceBatcher Batcher) OpenGraph(ModelEntry entry, BertTextTokenizer tokenizer)
    {
        IGraph graph = DeviceGraph.Open(entry, _options, _breakers, _time, _report);
        try
        {
            PooledGraph pooled = new(entry, graph, tokenizer.PaddingId);
            WarmUp.Run(pooled, tokenizer, _options.Limits(graph.Device).TokensMax);
            return (pooled, Batcher(graph.Device));
        }
        catch (Exception error) when (error is ModelException or DeviceMemoryException or ObjectDisposedException)
        {
            graph.Dispose();
            throw;
        }
    }

    // A GPU's threads wait more than they compute.
    private Action<int>? Pin(InferenceDevice device) =>
        device == InferenceDevice.Cpu && _options.CoreNumbers is { } cores ? run => PinTo(cores[run]) : null;

    private void PinTo(int core)
    {
        try
        {
            ThreadPin.To(core);
        }
        catch (Win32Exception error)
        {
            _report($"A thread could not be kept on core {core} and goes where there is room: {error.Message}.");
        }
    }

    private DeviceBatcher Batcher(InferenceDevice device)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_batchers.TryGetValue(device.Name, out DeviceBatcher? batcher))
            {
                batcher = new DeviceBatcher(
                    device.Name,
                    _options.Limits(device) with
                    {
                        InteractiveWaitFactor = () => QueryWaitFactor,
                        TokensShare = () => BatchShare,
                    },
                    _options.Runs(device),
                    _time,
                    _report,
                    Pin(device)
                );
                _batchers.Add(device.Name, batcher);
            }

            return batcher;
        }
    }
}
