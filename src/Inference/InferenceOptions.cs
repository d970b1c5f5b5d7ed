using RagCluster.Inference.Batching;
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

    /// <summary>16 million tokens are an hour of a processor's work: nobody waits longer.</summary>
    private const int QueueTokensLimit = 1 << 24;

    /// <summary>
    /// Measured (docs/inference.md): twice as many tokens cost a tenth of the throughput, since they leave the cache, and half as many gain
    /// nothing.
    /// </summary>
    private const int CpuTokens = 512;

    /// <summary>Measured (docs/measurements/2026-11-26-gpu.md): half as many cost a twentieth, more gain nothing.</summary>
    private const int CudaTokens = 16_384;

    /// <summary>Above 8 a processor gains nothing.</summary>
    private const int CpuTexts = 32;

    /// <summary>Measured (docs/measurements/2026-11-26-gpu.md): 32 cost a sixth of the throughput, more gain nothing.</summary>
    private const int CudaTexts = 128;

    /// <summary>
    /// While one batch is on the GPU others are laid out and read: measured (docs/measurements/2026-11-26-gpu.md), one at a time is half as
    /// fast as four.
    /// </summary>
    private const int CudaRuns = 4;

    private static readonly TimeSpan BreakerPauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BreakerPauseMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(10);

    /// <summary>Where models run: <c>auto</c> (CUDA when it is there), <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Threads that all runs on the processor use together; 0 for as many as the process may use processors.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Threads of one run on the processor. With 1, as many runs go on at the same time as there are threads: no run waits for its slowest
    /// part, which makes the most of the processor. More make a single long text faster.
    /// </summary>
    public int RunThreads { get; init; } = 1;

    /// <summary>
    /// The cores that belong to this silo's inference, as <c>0-3,8</c>: each run is pinned to one of them, and the threads that help it to
    /// the others. Empty for all that the process may use, without pinning: that suits a silo that is alone on its cores.
    /// </summary>
    public string Cores { get; init; } = "";

    /// <summary>The most texts of a batch; 0 for what suits the device.</summary>
    public int BatchTextsMax { get; init; }

    /// <summary>The most tokens of a batch, padding counted: texts × longest text; 0 for what suits the device.</summary>
    public int BatchTokensMax { get; init; }

    /// <summary>
    /// The most tokens that wait for a device; more is turned away with a time to try again. Bulk work may fill half of it.
    /// </summary>
    public int QueueTokensMax { get; init; } = 262_144;

    /// <summary>The longest that a batch waits for company, at full load; below half load it never waits.</summary>
    public TimeSpan BatchWaitMax { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Failed runs in a row after which a device is left alone: one may be a batch's fault, three are the device's.</summary>
    public int BreakerFailures { get; init; } = 3;

    /// <summary>How long it is left alone; a driver that resets it takes some seconds.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">One is wrong; the message names it and what to write.</exception>
    public void Validate()
    {
        _ = InferenceDevice.Parse(Device);
        RequireWithin(Threads, 0, ThreadsLimit, nameof(Threads));
        RequireWithin(RunThreads, 1, ThreadsLimit, nameof(RunThreads));
        RequireWithin(BatchTextsMax, 0, TextsLimit, nameof(BatchTextsMax));
        RequireWithin(BatchTokensMax, 0, TokensLimit, nameof(BatchTokensMax));
        RequireWithin(QueueTokensMax, 1024, QueueTokensLimit, nameof(QueueTokensMax));
        if (BatchWaitMax < TimeSpan.Zero || BatchWaitMax > WaitLimit)
            throw new ArgumentException($"RAG__Inference__{nameof(BatchWaitMax)} is {BatchWaitMax}; it must be 00:00:00 to {WaitLimit}.");
        RequireWithin(BreakerFailures, 2, 100, nameof(BreakerFailures));
        if (BreakerPause < BreakerPauseMin || BreakerPause > BreakerPauseMax)
            throw new ArgumentException(
                $"RAG__Inference__{nameof(BreakerPause)} is {BreakerPause}; it must be {BreakerPauseMin} to {BreakerPauseMax}."
            );
        if (Threads > 0 && RunThreads > Threads)
            throw new ArgumentException(
                $"RAG__Inference__RunThreads is {RunThreads} and RAG__Inference__Threads is {Threads}: a run cannot use more "
                    + $"threads than all runs together."
            );
        ValidateCores();
    }

    private void ValidateCores()
    {
        if (string.IsNullOrWhiteSpace(Cores))
            return;
        int[] cores =
            CoreNumbers
            ?? throw new ArgumentException(
                $"RAG__Inference__Cores is '{Cores}'; write numbers and ranges such as 0-3,8, or leave it empty."
            );
        int[] allowed = CoreList.OfProcess() ?? throw new ArgumentException("RAG__Inference__Cores works on Linux only; leave it empty.");
        int[] others = [.. cores.Except(allowed)];
        if (others.Length > 0)
            throw new ArgumentException(
                $"RAG__Inference__Cores names {string.Join(", ", others)}, which this process may not use; it may use "
                    + $"{string.Join(", ", allowed)}."
            );
        if (Math.Max(Threads, RunThreads) > cores.Length)
            throw new ArgumentException(
                $"RAG__Inference__Cores names {cores.Length} cores, RAG__Inference__Threads is {Threads} and "
                    + $"RAG__Inference__RunThreads {RunThreads}: more threads than cores only wait for each other."
            );
    }

    /// <summary>The cores of <see cref="Cores"/>; null when it names none.</summary>
    internal int[]? CoreNumbers => string.IsNullOrWhiteSpace(Cores) ? null : CoreList.TryParse(Cores);

    /// <summary>
    /// Threads that all runs on the processor use together: as many as there are cores for them, by affinity and by a control group's
    /// quota.
    /// </summary>
    internal int ThreadsOnProcessor => Threads > 0 ? Threads : Math.Min(Environment.ProcessorCount, CoreNumbers?.Length ?? int.MaxValue);

    /// <summary>Runs that go on at the same time on a device: no more threads compute than there are processors.</summary>
    internal int Runs(InferenceDevice device) =>
        device.CudaIndex is null ? Math.Max(1, ThreadsOnProcessor / RunThreads) : Math.Clamp(ThreadsOnProcessor, 2, CudaRuns);

    /// <summary>The most tokens of a batch on a device, padding counted.</summary>
    internal int BatchTokens(InferenceDevice device) =>
        BatchTokensMax > 0 ? BatchTokensMax
        : device.CudaIndex is null ? CpuTokens
        : CudaTokens;

    /// <summary>The limits of a device's batches.</summary>
    internal BatchLimits Limits(InferenceDevice device) =>
        new()
        {
            TextsMax =
                BatchTextsMax > 0 ? BatchTextsMax
                : device.CudaIndex is null ? CpuTexts
                : CudaTexts,
            TokensMax = BatchTokens(device),
            QueueTokensMax = QueueTokensMax,
            WaitMax = BatchWaitMax,
        };

    private static void RequireWithin(int value, int min, int max, string name)
    {
        if (value < min || value > max)
            throw new ArgumentException($"RAG__Inference__{name} is {value}; it must be {min} to {max}.");
    }
}
