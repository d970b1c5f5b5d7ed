using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Batching;

/// <summary>A graph on a device, as the batcher sees it.</summary>
internal interface IBatchModel
{
    /// <summary>The longest row in tokens.</summary>
    int RowTokensMax { get; }

    /// <summary>Runs rows together; blocks the caller's thread.</summary>
    /// <param name="rows">The rows, not empty.</param>
    /// <param name="cancellationToken">Ends the run, also from within.</param>
    /// <returns>One result a row, in their order.</returns>
    /// <exception cref="DeviceMemoryException">The device has too little memory for so much at once.</exception>
    /// <exception cref="Models.ModelException">The graph fails or yields no numbers.</exception>
    float[][] Run(IReadOnlyList<TokenSequence> rows, CancellationToken cancellationToken);
}
