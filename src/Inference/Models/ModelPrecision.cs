namespace RagCluster.Inference.Models;

/// <summary>The arithmetic of a model's weights.</summary>
public enum ModelPrecision
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>16-bit floating point.</summary>
    Fp16,

    /// <summary>8-bit integers.</summary>
    Int8,
}
