using Microsoft.ML.OnnxRuntime;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>Opens a model on the device that the settings ask for.</summary>
internal static class OnnxSessions
{
    /// <summary>Whether idle threads of a run burn processor time to wake a little sooner; the grains beside need it more.</summary>
    private const string SpinningKey = "session.intra_op.allow_spinning";

    /// <summary>The processors of the threads that help a run, for each thread; the library counts processors from 1.</summary>
    private const string AffinityKey = "session.intra_op_thread_affinities";

    /// <summary>Opens the model.</summary>
    /// <exception cref="ModelException">The file is no model that can run, or the device asked for by name is not there.</exception>
    public static OnnxSession Open(string path, InferenceOptions options)
    {
        OnnxLibrary.Start();
        if (!File.Exists(path))
            throw new ModelException(
                ModelFault.NotFound,
                $"{path} is not there. Run 'rag models pull' for its model, or 'rag models add'."
            );

        InferenceDevice wanted = InferenceDevice.Parse(options.Device);
        if (wanted == InferenceDevice.Cpu)
            return new OnnxSession(
                Create(path, options, null),
                InferenceDevice.Cpu,
                "RAG__Inference__Device is cpu, no GPU was looked for"
            );

        InferenceDevice cuda = wanted.IsAuto ? InferenceDevice.Cuda(0) : wanted;
        string? missing = OnnxLibrary.WhyNoCuda(cuda.CudaIndex!.Value);
        if (missing is null)
        {
            try
            {
                return new OnnxSession(
                    Create(path, options, cuda.CudaIndex),
                    cuda,
                    wanted.IsAuto ? "RAG__Inference__Device is auto and a GPU is there" : $"RAG__Inference__Device is {cuda.Name}"
                );
            }
            catch (OnnxRuntimeException error)
            {
                missing = OnnxLibrary.Explain(error.Message);
            }
        }

        return wanted.IsAuto
            ? new OnnxSession(
                Create(path, options, null),
                InferenceDevice.Cpu,
                $"RAG__Inference__Device is auto and no GPU can be used: {missing}"
            )
            : throw new ModelException(ModelFault.Unavailable, OnnxLibrary.Unusable(wanted, missing));
    }

    /// <summary>
    /// Where the threads go that help runs: on the cores that no run begins on. Null where the settings name no cores, or no run has help.
    /// </summary>
    internal static string? Affinities(InferenceOptions options)
    {
        if (options.CoreNumbers is not { } cores || options.RunThreads == 1)
            return null;
        string helpers = string.Join(',', cores.Skip(options.Runs(InferenceDevice.Cpu)).Select(core => core + 1));
        return string.Join(';', Enumerable.Repeat(helpers, options.RunThreads - 1));
    }

    // On a GPU a failure is for the caller to judge: the processor may do what it cannot.
    private static InferenceSession Create(string path, InferenceOptions options, int? cudaIndex)
    {
        using SessionOptions session = new()
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
                OnnxLibrary.AppendCuda(session, index);
            else if (Affinities(options) is { } affinities)
                session.AddSessionConfigEntry(AffinityKey, affinities);

            return new InferenceSession(path, session);
        }
        catch (OnnxRuntimeException error) when (cudaIndex is null)
        {
            throw new ModelException(ModelFault.Invalid, $"{path} cannot be opened: {error.Message}", error);
        }
    }
}
