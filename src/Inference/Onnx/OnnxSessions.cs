using Microsoft.ML.OnnxRuntime;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>Opens a model on the device that the settings ask for.</summary>
internal static class OnnxSessions
{
    private const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>Whether idle threads of a run burn processor time to wake a little sooner; the grains beside need it more.</summary>
    private const string SpinningKey = "session.intra_op.allow_spinning";

    /// <summary>Opens the model.</summary>
    /// <exception cref="ModelException">The file is no model that can run, or the device asked for by name is not there.</exception>
    public static OnnxSession Open(string path, InferenceOptions options)
    {
        OnnxTelemetry.SwitchOff();
        InferenceDevice wanted = InferenceDevice.Parse(options.Device);
        if (wanted == InferenceDevice.Cpu)
            return new OnnxSession(Create(path, options, null), InferenceDevice.Cpu, "RAG__Inference__Device asks for the processor");

        InferenceDevice cuda = wanted.IsAuto ? InferenceDevice.Cuda(0) : wanted;
        string? missing = WhyNoCuda();
        if (missing is null)
        {
            try
            {
                return new OnnxSession(Create(path, options, cuda.CudaIndex), cuda, wanted.IsAuto ? "a GPU is there" : "RAG__Inference__Device asks for it");
            }
            catch (ModelException error) when (wanted.IsAuto)
            {
                missing = error.Message;
            }
        }

        return wanted.IsAuto
            ? new OnnxSession(Create(path, options, null), InferenceDevice.Cpu, $"no GPU is used: {missing}")
            : throw new ModelException(
                ModelFault.Unavailable, $"RAG__Inference__Device asks for {wanted.Name}, which cannot be used: {missing} Set it to auto or cpu.");
    }

    private static string? WhyNoCuda()
    {
        string[] providers = OrtEnv.Instance().GetAvailableProviders();
        return providers.Contains(CudaProvider)
            ? null
            : $"the ONNX Runtime {OrtEnv.Instance().GetVersionString()} here has only {string.Join(", ", providers)}.";
    }

    private static InferenceSession Create(string path, InferenceOptions options, int? cudaIndex)
    {
        if (!File.Exists(path))
            throw new ModelException(ModelFault.NotFound, $"{path} is not there. Run 'rag models pull' for its model, or 'rag models add'.");

        using var session = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = cudaIndex is null ? options.RunThreads : 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        try
        {
            session.AddSessionConfigEntry(SpinningKey, "0");
            if (cudaIndex is { } index)
                session.AppendExecutionProvider_CUDA(index);

            return new InferenceSession(path, session);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException(ModelFault.Invalid, $"{path} cannot be opened: {error.Message}", error);
        }
    }
}
