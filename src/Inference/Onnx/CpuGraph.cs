using Microsoft.ML.OnnxRuntime;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>A graph on the processor: nothing is left to fall back to, so its failures are the model's.</summary>
internal sealed class CpuGraph(IGraph graph) : IGraph
{
    /// <inheritdoc/>
    public InferenceDevice Device => graph.Device;

    /// <inheritdoc/>
    public string DeviceReason => graph.DeviceReason;

    /// <inheritdoc/>
    public void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken)
    {
        try
        {
            graph.Run(batch, read, cancellationToken);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException(ModelFault.Unavailable, $"The graph failed: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => graph.Dispose();
}
