using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>A model's graph, its inputs and its output checked against the registry. Runs may overlap.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

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
            Check(session.Session, entry);
            return new OnnxModel(session, entry);
        }
        catch (ModelException)
        {
            session.Session.Dispose();
            throw;
        }
    }

    /// <summary>Runs a batch.</summary>
    /// <param name="batch">The token ids.</param>
    /// <param name="read">Gets the output's numbers, which are gone when it returns, and their shape.</param>
    /// <param name="cancellationToken">Ends the run, also from within.</param>
    public void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken)
    {
        long[] shape = [batch.Texts, batch.Tokens];
        OrtValue[] inputs = Array.ConvertAll(_inputs, input => OrtValue.CreateTensorValueFromMemory(Feed(input, batch), shape));
        try
        {
            using var run = new RunOptions();
            using CancellationTokenRegistration registration = cancellationToken.Register(() => run.Terminate = true);
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(run, _inputs, inputs, _outputs);
            OrtValue output = outputs[0];
            read(output.GetTensorDataAsSpan<float>(), output.GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            Array.ForEach(inputs, input => input.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();

    private static long[] Feed(string input, PaddedBatch batch) => input switch
    {
        "input_ids" => batch.Ids,
        "attention_mask" => batch.Mask,
        // Of a single text every token belongs to the first segment.
        _ => new long[batch.Ids.Length],
    };

    private static void Check(InferenceSession session, ModelEntry entry)
    {
        string? missing = session.InputNames.FirstOrDefault(name => !entry.Inputs.Contains(name));
        Require(missing is null, entry, "inputs", $"the graph also needs '{missing}'");
        string? extra = entry.Inputs.FirstOrDefault(name => !session.InputMetadata.ContainsKey(name));
        Require(extra is null, entry, "inputs", $"the graph has no '{extra}'; it has {string.Join(", ", session.InputNames)}");
        string? odd = entry.Inputs.FirstOrDefault(name => session.InputMetadata[name].ElementDataType != TensorElementType.Int64);
        Require(odd is null, entry, "inputs", $"'{odd}' is not of type int64");
        bool has = session.OutputMetadata.TryGetValue(entry.Output, out NodeMetadata? output);
        Require(has, entry, "output", $"the graph has no '{entry.Output}'; it has {string.Join(", ", session.OutputNames)}");
        Require(output!.ElementDataType == TensorElementType.Float, entry, "output", $"'{entry.Output}' is of type {output.ElementDataType}; export it as float32");
        int rank = entry.Pooling == PoolingMode.None ? 2 : 3;
        Require(
            output.Dimensions.Length == rank, entry, "pooling",
            $"with this pooling the output must have {rank} axes, '{entry.Output}' has {output.Dimensions.Length}");
        int dimensions = output.Dimensions[^1];
        Require(dimensions < 0 || dimensions == entry.Dimensions, entry, "dimensions", $"is {entry.Dimensions}, the graph yields {dimensions}");
    }

    private static void Require(bool condition, ModelEntry entry, string field, string message)
    {
        if (!condition)
            throw new ModelException(ModelFault.Invalid, $"Model '{entry.Name}', {field}: {message}. Correct the entry in {RegistryFile.FileName}.");
    }
}
