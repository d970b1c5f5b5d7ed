namespace RagCluster.Inference.Onnx;

/// <summary>A device has too little memory for a batch; a smaller one may fit.</summary>
public sealed class DeviceMemoryException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What the device said.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public DeviceMemoryException(string message, Exception? inner = null)
        : base(message, inner) { }
}
