using System.ComponentModel;
using System.Runtime.InteropServices;

namespace RagCluster.Inference.Onnx;

/// <summary>
/// Keeps ONNX Runtime from recording telemetry. Builds of 1.2x for Linux otherwise write a database into the user's home folder
/// and send it away, which a server of private documents must not do, nor a container with a read-only root.
/// </summary>
internal static partial class OnnxTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    private static readonly Lazy<bool> Disabled = new(Disable);

    /// <summary>
    /// Switches it off for this process. Call it before anything else of ONNX Runtime: the library looks once, when its environment is
    /// made.
    /// </summary>
    /// <exception cref="Win32Exception">The process's environment could not be changed.</exception>
    public static void SwitchOff() => _ = Disabled.Value;

    private static bool Disable()
    {
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(Variable, "1");
        // Outside Windows .NET keeps its own copy of the environment, which native code doesn't see.
        else if (SetVariable(Variable, "1", 1) != 0)
            throw new Win32Exception();
        return true;
    }

    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
