using Microsoft.ML.OnnxRuntime;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>
/// A model's graph, its inputs and its output checked against the registry. Runs may overlap; disposing waits for none of them.
/// </summary>
internal sealed class OnnxModel : IGraph
{
    private readonly Lock _lock = new();
    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    // Invariant: the session lives while a run is on it, whoever disposes the model meanwhile: native memory would be gone under the run.
    private int _runs;
    private bool _isDisposed;

    private OnnxModel(OnnxSession session, ModelEntry entry)
    {
        _session = session.Session;
        _inputs = [.. entry.Inputs];
        _outputs = [entry.Output];
        Device = session.Device;
        DeviceReason = session.Reason;
    }

    public InferenceDevice Device { get; }

    public string DeviceReason { get; }

    /// <summary>Opens the model of an entry.</summary>
    /// <exception cref="ModelException">The graph and the entry disagree; the message names the field.</exception>
    public static OnnxModel Open(ModelEntry entry, InferenceOptions options)
    {
        OnnxSession session = OnnxSessions.Open(entry.ModelPath, options);
        try
        {
            GraphCheck.Check(session.Session, entry);
            return new OnnxModel(session, entry);
        }
        catch (ModelException)
        {
            session.Session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken)
    {
        Enter();
        long[] shape = [batch.Texts, batch.Tokens];
        OrtValue[] inputs = Array.ConvertAll(
            _inputs,
            input => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Feed(input, batch), shape)
        );
        try
        {
            using RunOptions run = new();
            using CancellationTokenRegistration registration = cancellationToken.Register(() => run.Terminate = true);
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(run, _inputs, inputs, _outputs);
            OrtValue output = outputs[0];
            read(output.GetTensorDataAsSpan<float>(), output.GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        // A single text cannot be halved: what it needs and does not get is a failure like any other.
        catch (OnnxRuntimeException error) when (batch.Texts > 1 && IsOutOfMemory(error))
        {
            throw new DeviceMemoryException(OnnxLibrary.Cause(error.Message), error);
        }
        finally
        {
            Array.ForEach(inputs, input => input.Dispose());
            Leave();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            if (_runs > 0)
                return;
        }

        _session.Dispose();
    }

    private void Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _runs++;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_runs > 0 || !_isDisposed)
                return;
        }

        _session.Dispose();
    }

    private static Memory<long> Feed(string input, PaddedBatch batch) =>
        input switch
        {
            "input_ids" => batch.Ids,
            "attention_mask" => batch.Mask,
            _ => batch.Segments,
        };

    // The library has no code for it: its arenas and CUDA say it in words.
    private static bool IsOutOfMemory(OnnxRuntimeException error) =>
        error.Message.Contains("Failed to allocate memory", StringComparison.Ordinal)
        || error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || error.Message.Contains("std::bad_alloc", StringComparison.Ordinal)
        || error.Message.Contains("_ALLOC_FAILED", StringComparison.Ordinal);
}
