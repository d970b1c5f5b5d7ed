namespace RagCluster.Vectors.Sketches;

/// <summary>Sizes of sketches.</summary>
internal static class SketchShape
{
    /// <summary>Values of a sketch, a byte each: one cache line.</summary>
    internal const int Values = 64;

    /// <summary>Bytes of what <see cref="SketchScale"/> writes.</summary>
    internal const int ScaleBytes = 64;

    /// <summary>Codes of fewer bytes are compared in hardly more time than sketches.</summary>
    internal const int StrideMin = 256;
}
