using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>Opens a model's graph on the device that the settings ask for, with the processor behind a GPU.</summary>
internal static class DeviceGraph
{
    /// <summary>Opens it. Where the settings leave the choice, a GPU is taken for the models that go faster on it.</summary>
    /// <exception cref="ModelException">The file is no model that can run, or the device asked for by name is not there.</exception>
    public static IGraph Open(ModelEntry entry, InferenceOptions options, DeviceBreakers breakers, TimeProvider time, Action<string> report)
    {
        OnnxModel model = OnnxModel.Open(entry, options);
        if (model.Device == InferenceDevice.Cpu)
            return new CpuGraph(model);
        FallbackGraph onDevice = new(
            model,
            OpenOnProcessor,
            breakers.For(model.Device),
            new SparseReport(report, options.BreakerPause, time)
        );
        if (!InferenceDevice.Parse(options.Device).IsAuto)
            return onDevice;
        CpuGraph? onProcessor = null;
        try
        {
            onProcessor = OpenOnProcessor();
            return DeviceChoice.Faster(onDevice, onProcessor, entry.MaxTokens, options, time);
        }
        catch (ModelException)
        {
            onDevice.Dispose();
            onProcessor?.Dispose();
            throw;
        }

        CpuGraph OpenOnProcessor() => new(OnnxModel.Open(entry, options with { Device = InferenceDevice.Cpu.Name }));
    }
}
