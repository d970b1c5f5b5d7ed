namespace RagCluster.Vectors;

/// <summary>Vectors by row number, wherever they lie. Immutable and safe for concurrent use.</summary>
public interface IVectorRows
{
    /// <summary>Values of one row.</summary>
    int Dimensions { get; }

    /// <summary>Rows held.</summary>
    int Count { get; }

    /// <summary>The vector of a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1.</param>
    ReadOnlySpan<float> this[int row] { get; }
}
