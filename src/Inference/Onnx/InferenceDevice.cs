using System.Globalization;

namespace RagCluster.Inference.Onnx;

/// <summary>Where a model runs.</summary>
public sealed record InferenceDevice
{
    private const string CudaPrefix = "cuda:";
    private const int CudaIndexMax = 63;

    private InferenceDevice(string name, int? cudaIndex, bool isAuto)
    {
        Name = name;
        CudaIndex = cudaIndex;
        IsAuto = isAuto;
    }

    /// <summary>The processor.</summary>
    public static InferenceDevice Cpu { get; } = new("cpu", null, false);

    /// <summary>The best that is there.</summary>
    public static InferenceDevice Auto { get; } = new("auto", null, true);

    /// <summary>As written in the setting: <c>cpu</c>, <c>cuda:0</c>, <c>auto</c>.</summary>
    public string Name { get; }

    /// <summary>The number of the GPU; null for the processor.</summary>
    public int? CudaIndex { get; }

    /// <summary>Whether the device is still to be chosen.</summary>
    public bool IsAuto { get; }

    /// <summary>Whether models run on a GPU of this machine with that setting.</summary>
    /// <param name="text">The setting.</param>
    /// <exception cref="ArgumentException">It is none of the known forms.</exception>
    public static bool HasGpu(string text)
    {
        InferenceDevice wanted = Parse(text);
        return wanted != Cpu && OnnxLibrary.WhyNoCuda(wanted.CudaIndex ?? 0) is null;
    }

    /// <summary>Makes sure that a GPU which a setting names can be used; <c>auto</c> and <c>cpu</c> name none.</summary>
    /// <param name="text">The setting.</param>
    /// <exception cref="ArgumentException">It cannot, with what is missing, or the setting is none of the known forms.</exception>
    public static void Require(string text)
    {
        InferenceDevice wanted = Parse(text);
        if (wanted.CudaIndex is { } index && OnnxLibrary.WhyNoCuda(index) is { } missing)
            throw new ArgumentException(OnnxLibrary.Unusable(wanted, missing));
    }

    /// <summary>The GPU of that number.</summary>
    public static InferenceDevice Cuda(int index) => new(string.Create(CultureInfo.InvariantCulture, $"{CudaPrefix}{index}"), index, false);

    /// <summary>Reads the setting.</summary>
    /// <exception cref="ArgumentException">It is none of the known forms.</exception>
    public static InferenceDevice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string value = text.Trim().ToLowerInvariant();
        if (value == Auto.Name)
            return Auto;

        if (value == Cpu.Name)
            return Cpu;

        bool isCuda = value.StartsWith(CudaPrefix, StringComparison.Ordinal);
        return
            isCuda
            && int.TryParse(value.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index <= CudaIndexMax
            ? Cuda(index)
            : throw new ArgumentException(
                $"RAG__Inference__Device is '{text}'; it must be auto, cpu or cuda:N (N the number of the GPU, 0 to {CudaIndexMax})."
            );
    }
}
