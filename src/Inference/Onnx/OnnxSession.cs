using Microsoft.ML.OnnxRuntime;

namespace RagCluster.Inference.Onnx;

/// <summary>An open session, the device that it runs on and why.</summary>
internal sealed record OnnxSession(InferenceSession Session, InferenceDevice Device, string Reason);
