using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>Opens a model's graph on the device that the settings ask for, with the processor behind a GPU.</summary>
internal static class DeviceGraph
{
    /// <summary>Opens it.</summary>
    /// <exception cref="ModelException">The file is no model that can run, or the device asked for by name is not there.</exception>
    public static IGraph Open(ModelEntry entry, InferenceOptions options, DeviceBreakers breakers, Action<string> report)
    {
        OnnxModel model = OnnxModel.Open(entry, options);
        return model.Device == InferenceDevice.Cpu
            ? new CpuGraph(model)
            : new FallbackGraph(
                model,
                () => new CpuGraph(OnnxModel.Open(entry, options with { Device = InferenceDevice.Cpu.Name })),
                breakers.For(model.Device),
                report
            );
    }
}
