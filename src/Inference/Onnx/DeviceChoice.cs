using System.Globalization;

namespace RagCluster.Inference.Onnx;

/// <summary>
/// Whether a model goes faster on a GPU that is there than on the processor's cores. CUDA has no code for some arithmetic, that of most
/// int8 graphs above all: such a graph does run there, but most of it on one of the processor's threads and copied to and fro.
/// </summary>
internal static class DeviceChoice
{
    private const int RowTokens = 128;

    // Enough to fill a GPU to three quarters, and little enough that a graph which the processor computes after all ends in a second.
    private const int DeviceTokens = 4_096;

    /// <summary>Takes the faster of two graphs of a model and disposes the other.</summary>
    /// <param name="device">The graph on the GPU.</param>
    /// <param name="processor">The graph on the processor.</param>
    /// <param name="rowTokensMax">The longest row that the model takes.</param>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    public static IGraph Faster(IGraph device, IGraph processor, int rowTokensMax, InferenceOptions options, TimeProvider time)
    {
        int length = Math.Min(RowTokens, rowTokensMax);
        double onProcessor =
            options.Runs(InferenceDevice.Cpu)
            * RowsPerSecond(processor, Math.Max(1, options.BatchTokens(InferenceDevice.Cpu) / length), length, time);
        double onDevice;
        try
        {
            onDevice = RowsPerSecond(device, Math.Max(1, DeviceTokens / length), length, time);
        }
        catch (DeviceMemoryException error)
        {
            device.Dispose();
            return new ReasonedGraph(
                processor,
                $"RAG__Inference__Device is auto and {device.Device.Name} has too little memory for a batch: {error.Message}"
            );
        }

        string compared = string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Device.Name} computes {onDevice:0} texts of {length} tokens a second and the processor {onProcessor:0}"
        );
        (IGraph taken, IGraph left) = onDevice > onProcessor ? (device, processor) : (processor, device);
        left.Dispose();
        return new ReasonedGraph(taken, $"RAG__Inference__Device is auto and {compared}");
    }

    private static double RowsPerSecond(IGraph graph, int rows, int length, TimeProvider time)
    {
        // Which tokens they are makes no difference to the arithmetic; every vocabulary has a second one.
        int[] row = new int[length];
        Array.Fill(row, 1);
        using PaddedBatch batch = PaddedBatch.Create([.. Enumerable.Repeat(new TokenSequence(row), rows)], 0);
        // The first run lays out memory.
        graph.Run(batch, (_, _) => { }, CancellationToken.None);
        long began = time.GetTimestamp();
        graph.Run(batch, (_, _) => { }, CancellationToken.None);
        return rows / Math.Max(time.GetElapsedTime(began).TotalSeconds, 1e-6);
    }

    /// <summary>A graph whose device was chosen for a reason of its own.</summary>
    private sealed class ReasonedGraph(IGraph graph, string reason) : IGraph
    {
        public InferenceDevice Device => graph.Device;

        public string DeviceReason => reason;

        public void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken) =>
            graph.Run(batch, read, cancellationToken);

        public void Dispose() => graph.Dispose();
    }
}
