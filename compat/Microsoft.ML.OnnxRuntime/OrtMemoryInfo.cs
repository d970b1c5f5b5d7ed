using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Where the memory under a value lies.</summary>
public class OrtMemoryInfo : SafeHandle
{
    private static readonly Lazy<OrtMemoryInfo> Cpu = new(CreateCpu);

    /// <summary>Describes memory of a named allocator.</summary>
    public OrtMemoryInfo(string allocatorName, OrtAllocatorType allocatorType, int deviceId, OrtMemType memoryType)
        : base(0, ownsHandle: true)
    {
        unsafe
        {
            fixed (byte* name = Utf8.Terminated(allocatorName))
            {
                nint result = 0;
                OrtApi.Verify(
                    ((delegate* unmanaged<byte*, int, int, int, nint*, nint>)OrtApi.Function(OrtFunction.CreateMemoryInfo))(
                        name,
                        (int)allocatorType,
                        deviceId,
                        (int)memoryType,
                        &result
                    )
                );
                SetHandle(result);
            }
        }
    }

    private OrtMemoryInfo(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    /// <summary>The memory of the processor.</summary>
    public static OrtMemoryInfo DefaultInstance => Cpu.Value;

    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseMemoryInfo, handle);
        return true;
    }

    private static unsafe OrtMemoryInfo CreateCpu()
    {
        nint result = 0;
        OrtApi.Verify(
            ((delegate* unmanaged<int, int, nint*, nint>)OrtApi.Function(OrtFunction.CreateCpuMemoryInfo))(
                (int)OrtAllocatorType.DeviceAllocator,
                (int)OrtMemType.Cpu,
                &result
            )
        );
        return new OrtMemoryInfo(result);
    }
}
