using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace RagCluster.Inference.Onnx;

/// <summary>ONNX Runtime in this process: made once, without telemetry, and asked what it can run on.</summary>
internal static partial class OnnxLibrary
{
    private const string CudaProvider = "CUDAExecutionProvider";

    // "… [ONNXRuntimeError] : 1 : FAIL : Failed to load library FILE with error: …"
    private const string LoadFailure = "Failed to load library ";
    private const string LoadCause = " with error: ";
    private const string CauseMark = " : ";

    private static readonly Lazy<OrtEnv> Environment = new(Create);

    /// <summary>Starts the library. Call it before anything else of ONNX Runtime.</summary>
    public static void Start() => _ = Environment.Value;

    /// <summary>Why no GPU can be used, a clause without an end; null when one can.</summary>
    /// <param name="cudaIndex">The number of the GPU.</param>
    public static string? WhyNoCuda(int cudaIndex)
    {
        Start();
        string[] providers = OrtEnv.Instance().GetAvailableProviders();
        if (!providers.Contains(CudaProvider))
            return $"this build of ONNX Runtime {OrtEnv.Instance().GetVersionString()} is one without CUDA (it has "
                + $"{string.Join(", ", providers)})";
        try
        {
            using SessionOptions probe = new();
            AppendCuda(probe, cudaIndex);
            return null;
        }
        catch (OnnxRuntimeException error)
        {
            return Explain(error.Message);
        }
    }

    /// <summary>What to tell the person who set a device that cannot be used.</summary>
    public static string Unusable(InferenceDevice wanted, string missing) =>
        $"RAG__Inference__Device is {wanted.Name}, which cannot be used: {missing}. Set it to auto or cpu.";

    /// <summary>Lets a session run on a GPU.</summary>
    /// <exception cref="OnnxRuntimeException">The library was built without CUDA, or a file that it needs cannot be loaded.</exception>
    public static void AppendCuda(SessionOptions session, int cudaIndex)
    {
        using OrtCUDAProviderOptions options = new();
        options.UpdateOptions(new Dictionary<string, string> { ["device_id"] = cudaIndex.ToString(CultureInfo.InvariantCulture) });
        session.AppendExecutionProvider_CUDA(options);
    }

    /// <summary>The library's words for a person: without its source lines and the paths of this machine.</summary>
    internal static string Explain(string message)
    {
        int load = message.IndexOf(LoadFailure, StringComparison.Ordinal);
        if (load >= 0)
        {
            string provider = Path.GetFileName(message[(load + LoadFailure.Length)..].Split(' ')[0]);
            int cause = message.IndexOf(LoadCause, load, StringComparison.Ordinal);
            string file = cause < 0 ? provider : Path.GetFileName(message[(cause + LoadCause.Length)..].Split(':')[0].Trim());
            return file == provider || file.Length == 0
                ? $"{provider}, ONNX Runtime's part for CUDA, is missing or cannot be loaded"
                : $"{file}, which ONNX Runtime's part for CUDA needs, is missing or cannot be loaded: install NVIDIA's CUDA and cuDNN";
        }

        int mark = message.LastIndexOf(CauseMark, StringComparison.Ordinal);
        string said = mark < 0 ? message : message[(mark + CauseMark.Length)..];
        return $"CUDA cannot be started: {said.Trim().TrimEnd('.')}";
    }

    /// <summary>
    /// What failed in a run, without the library's function names and source lines: of "…, int) [with ERRTYPE = cudaError; …] CUDA failure
    /// 2: out of memory ; GPU=0 ; hostname=… ; expr=…" what stands after the last bracket, up to the first semicolon.
    /// </summary>
    internal static string Cause(string message)
    {
        Match failure = LibraryFailure().Match(message);
        return failure.Success ? failure.Value.TrimEnd() : message;
    }

    [GeneratedRegex(@"\b(CUDA|CUBLAS|CUDNN|CURAND|CUFFT) failure \d+: [^;]*")]
    private static partial Regex LibraryFailure();

    // While it is made, the library looks for GPUs by itself and warns of every one that it cannot read, whatever the settings ask for.
    // What is used and why is said by us.
    private static OrtEnv Create()
    {
        OnnxTelemetry.SwitchOff();
        if (OrtEnv.IsCreated)
            return OrtEnv.Instance();
        EnvironmentCreationOptions options = new() { logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        return OrtEnv.CreateInstanceWithOptions(ref options);
    }
}
