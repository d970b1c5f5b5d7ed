namespace RagCluster.Inference.Onnx;

/// <summary>Takes a graph's output.</summary>
/// <param name="values">Its numbers, row by row; valid during the call only.</param>
/// <param name="shape">The sizes of its axes.</param>
internal delegate void OutputReader(ReadOnlySpan<float> values, ReadOnlySpan<long> shape);
