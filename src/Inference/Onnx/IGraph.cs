namespace RagCluster.Inference.Onnx;

/// <summary>A graph that batches run on.</summary>
internal interface IGraph : IDisposable
{
    /// <summary>The device that it runs on.</summary>
    InferenceDevice Device { get; }

    /// <summary>Why it runs there; for the log.</summary>
    string DeviceReason { get; }

    /// <summary>Runs a batch.</summary>
    /// <param name="batch">The token ids.</param>
    /// <param name="read">Gets the output's numbers, which are gone when it returns, and their shape.</param>
    /// <param name="cancellationToken">Ends the run, also from within.</param>
    /// <exception cref="DeviceMemoryException">The device has too little memory for so much at once.</exception>
    void Run(PaddedBatch batch, OutputReader read, CancellationToken cancellationToken);
}
