using RagCluster.Inference.Onnx;

namespace RagCluster.Inference;

/// <summary>The settings of inference, section <c>RAG:Inference</c>.</summary>
public sealed record InferenceOptions
{
    /// <summary>The most texts that a batch may ever be told to hold.</summary>
    private const int TextsLimit = 1024;

    /// <summary>The most padded tokens that a batch may ever be told to hold: its activations must fit into memory.</summary>
    private const int TokensLimit = 1 << 20;

    private const int ThreadsLimit = 256;

    /// <summary>Where models run: <c>auto</c> (CUDA when it is there), <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Threads that one run uses; 0 for as many as the process has processors.</summary>
    public int Threads { get; init; }

    /// <summary>The most texts of a batch. Above 8 a processor gains nothing, a GPU does up to about 32.</summary>
    public int BatchTextsMax { get; init; } = 32;

    /// <summary>The most tokens of a batch, padding counted: texts × longest text. 32 passages of 128 tokens.</summary>
    public int BatchTokensMax { get; init; } = 4096;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">One is wrong; the message names it and what to write.</exception>
    public void Validate()
    {
        _ = InferenceDevice.Parse(Device);
        RequireWithin(Threads, 0, ThreadsLimit, nameof(Threads));
        RequireWithin(BatchTextsMax, 1, TextsLimit, nameof(BatchTextsMax));
        RequireWithin(BatchTokensMax, 1, TokensLimit, nameof(BatchTokensMax));
    }

    private static void RequireWithin(int value, int min, int max, string name)
    {
        if (value < min || value > max)
            throw new ArgumentException($"RAG__Inference__{name} is {value}; it must be {min} to {max}.");
    }
}
