using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;

namespace RagCluster.Grains.Inference;

/// <summary>Says the errors of a model in the words of the cluster.</summary>
internal static class ModelCalls
{
    /// <summary>The code of a call whose deadline passed: another silo would be late too.</summary>
    internal const string DeadlineExceeded = "deadline-exceeded";

    /// <summary>Calls a model.</summary>
    /// <exception cref="RagException">Invalid, Overloaded or Unavailable.</exception>
    internal static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (BatchOverloadedException error)
        {
            throw new RagException(ErrorKind.Overloaded, "model-overloaded", error.Message, innerException: error)
            {
                RetryAfter = error.RetryAfter,
            };
        }
        catch (BatchDeadlineException error)
        {
            throw new RagException(ErrorKind.Unavailable, DeadlineExceeded, error.Message, innerException: error);
        }
        catch (ModelException error) when (error.Fault == ModelFault.Invalid)
        {
            throw new RagException(ErrorKind.Invalid, "validation-failed", error.Message, error.Argument ?? "input", error);
        }
        catch (Exception error) when (error is ModelException or DeviceMemoryException)
        {
            throw new RagException(ErrorKind.Unavailable, "model-unavailable", error.Message, innerException: error);
        }
    }

    /// <summary>The batcher's name of an urgency.</summary>
    internal static BatchPriority Priority(TextUrgency urgency) =>
        urgency switch
        {
            TextUrgency.Interactive => BatchPriority.Interactive,
            TextUrgency.Reindex => BatchPriority.Reindex,
            _ => BatchPriority.Bulk,
        };
}
