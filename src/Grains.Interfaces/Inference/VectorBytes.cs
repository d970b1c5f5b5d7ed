using System.Runtime.InteropServices;

namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>
/// Vectors of equal length as they travel between silos: the bytes of their floats in one array. A serializer writes an array of floats
/// number by number, each with a header of its own, and an array of bytes at once. Little-endian, as every platform that .NET runs on is.
/// </summary>
/// <param name="Bytes">The vectors, one after the other.</param>
/// <param name="Count">How many they are.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.VectorBytes")]
public sealed record VectorBytes([property: Id(0)] byte[] Bytes, [property: Id(1)] int Count)
{
    /// <summary>The numbers of each vector.</summary>
    public int Dimensions => Count == 0 ? 0 : Bytes.Length / sizeof(float) / Count;

    /// <summary>The only vector.</summary>
    /// <param name="vector">The vector; null for null.</param>
    public static implicit operator VectorBytes?(float[]? vector) => vector is null ? null : Of([vector]);

    /// <summary>The only vector; null for null.</summary>
    /// <param name="packed">One vector.</param>
    public static implicit operator float[]?(VectorBytes? packed) => packed?.ToArrays()[0];

    /// <summary>Packs vectors.</summary>
    /// <param name="vectors">The vectors, all of one length.</param>
    public static VectorBytes Of(float[][] vectors)
    {
        byte[] bytes = new byte[vectors.Length == 0 ? 0 : vectors.Length * vectors[0].Length * sizeof(float)];
        int at = 0;
        foreach (float[] vector in vectors)
        {
            ReadOnlySpan<byte> part = MemoryMarshal.AsBytes<float>(vector);
            part.CopyTo(bytes.AsSpan(at));
            at += part.Length;
        }

        return at == bytes.Length
            ? new VectorBytes(bytes, vectors.Length)
            : throw new ArgumentException("The vectors have different lengths.", nameof(vectors));
    }

    /// <summary>Copies of the vectors, in their order.</summary>
    public float[][] ToArrays()
    {
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(Bytes);
        float[][] vectors = new float[Count][];
        for (int i = 0; i < Count; i++)
            vectors[i] = numbers.Slice(i * Dimensions, Dimensions).ToArray();
        return vectors;
    }
}
