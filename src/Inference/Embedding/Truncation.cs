using RagCluster.Inference.Models;

namespace RagCluster.Inference.Embedding;

/// <summary>Cuts vectors of models that were trained for it (Kusupati et al. 2022, Matryoshka Representation Learning).</summary>
internal static class Truncation
{
    /// <summary>The number of components to give.</summary>
    /// <exception cref="ModelException">The model was not trained to be cut there.</exception>
    public static int Check(ModelEntry entry, int? wanted)
    {
        if (wanted is not { } dimensions || dimensions == entry.Dimensions)
            return entry.Dimensions;
        if (entry.MatryoshkaDimensions.Contains(dimensions))
            return dimensions;
        string allowed = string.Join(", ", entry.MatryoshkaDimensions.Append(entry.Dimensions).Distinct());
        throw new ModelException(ModelFault.Invalid, $"Model '{entry.Name}' gives vectors of {allowed} dimensions, not of {dimensions}.")
        {
            Argument = "dimensions",
        };
    }

    /// <summary>The first components, scaled to length 1 again where the whole was.</summary>
    public static float[] Cut(float[] vector, int dimensions, bool normalize)
    {
        float[] head = vector[..dimensions];
        if (normalize)
            Pooling.Normalize(head);
        return head;
    }
}
