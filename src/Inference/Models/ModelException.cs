namespace RagCluster.Inference.Models;

/// <summary>A model cannot be used; the message says why and what to do.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="fault">Whose fault it is.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public ModelException(ModelFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>Whose fault it is.</summary>
    public ModelFault Fault { get; }

    /// <summary>What of a call is at fault where it is not its texts or tokens; otherwise <c>null</c>.</summary>
    public string? Argument { get; init; }
}
