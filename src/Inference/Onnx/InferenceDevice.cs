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
    /// <param name="isNeeded">Whether a GPU that the setting names must be there; <c>auto</c> and <c>cpu</c> name none.</param>
    /// <exception cref="ArgumentException">
    /// It is none of the known forms, or the GPU is needed and cannot be used: the message says what is missing.
    /// </exception>
    public static bool HasGpu(string text, bool isNeeded = false)
    {
        InferenceDevice wanted = Parse(text);
        if (wanted == Cpu)
            return false;
        string? missing = OnnxLibrary.WhyNoCuda(wanted.CudaIndex ?? 0);
        return missing is not null && isNeeded && !wanted.IsAuto
            ? throw new ArgumentException(OnnxLibrary.Unusable(wanted, missing))
            : missing is null;
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
