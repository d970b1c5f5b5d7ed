using System.Reflection;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>Finds the native library beside the program, where the build put it.</summary>
internal static class OrtLibrary
{
    private static string FileName =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll"
        : OperatingSystem.IsMacOS() ? "libonnxruntime.1.dylib"
        : "libonnxruntime.so.1";

    public static nint Load()
    {
        string[] folders =
        [
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
        ];
        foreach (string folder in folders)
        {
            string path = Path.Combine(folder, FileName);
            if (File.Exists(path))
                return NativeLibrary.Load(path);
        }

        // Plugin hosts and single-file programs: the loader's own search.
        return NativeLibrary.TryLoad(FileName, Assembly.GetExecutingAssembly(), null, out nint handle)
            ? handle
            : throw new DllNotFoundException(
                $"The native ONNX Runtime library {FileName} is not in {string.Join(" or ", folders)}. Build again, so that it "
                    + $"is copied there."
            );
    }
}
