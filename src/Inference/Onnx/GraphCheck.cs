using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>Whether a graph is what its registry entry says.</summary>
internal static class GraphCheck
{
    /// <summary>Compares inputs, output, axes and dimensions.</summary>
    /// <exception cref="ModelException">They disagree; the message names the field.</exception>
    public static void Check(InferenceSession session, ModelEntry entry)
    {
        string? missing = session.InputNames.FirstOrDefault(name => !entry.Inputs.Contains(name));
        Require(missing is null, entry, "inputs", $"the graph also needs '{missing}'");
        string? extra = entry.Inputs.FirstOrDefault(name => !session.InputMetadata.ContainsKey(name));
        Require(extra is null, entry, "inputs", $"the graph has no '{extra}'; it has {string.Join(", ", session.InputNames)}");
        string? odd = entry.Inputs.FirstOrDefault(name => session.InputMetadata[name].ElementDataType != TensorElementType.Int64);
        Require(odd is null, entry, "inputs", $"'{odd}' is not of type int64");
        bool has = session.OutputMetadata.TryGetValue(entry.Output, out NodeMetadata? output);
        Require(has, entry, "output", $"the graph has no '{entry.Output}'; it has {string.Join(", ", session.OutputNames)}");
        Require(
            output!.ElementDataType == TensorElementType.Float,
            entry,
            "output",
            $"'{entry.Output}' is of type {output.ElementDataType}; export it as float32"
        );
        int rank = entry.Pooling == PoolingMode.None ? 2 : 3;
        Require(
            output.Dimensions.Length == rank,
            entry,
            "pooling",
            $"with this pooling the output must have {rank} axes, '{entry.Output}' has {output.Dimensions.Length}"
        );
        int dimensions = output.Dimensions[^1];
        Require(
            dimensions < 0 || dimensions == entry.Dimensions,
            entry,
            "dimensions",
            $"is {entry.Dimensions}, the graph yields {dimensions}"
        );
    }

    private static void Require(bool condition, ModelEntry entry, string field, string message)
    {
        if (!condition)
            throw new ModelException(
                ModelFault.Invalid,
                $"Model '{entry.Name}', {field}: {message}. Correct the entry in {RegistryFile.FileName}."
            );
    }
}
