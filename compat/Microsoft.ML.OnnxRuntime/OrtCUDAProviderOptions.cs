using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How the CUDA provider is to run.</summary>
public class OrtCUDAProviderOptions : SafeHandle
{
    /// <summary>The provider's own defaults.</summary>
    /// <exception cref="OnnxRuntimeException">The library was built without CUDA.</exception>
    public OrtCUDAProviderOptions()
        : base(0, ownsHandle: true) => SetHandle(OrtApi.Create(OrtFunction.CreateCUDAProviderOptions));

    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    /// <summary>Sets options by their names in the native library, for example <c>device_id</c>.</summary>
    public unsafe void UpdateOptions(Dictionary<string, string> providerOptions)
    {
        GCHandle[] pinned =
        [
            .. providerOptions
                .SelectMany(o => (string[])[o.Key, o.Value])
                .Select(text => GCHandle.Alloc(Utf8.Terminated(text), GCHandleType.Pinned)),
        ];
        try
        {
            nint[] keys = [.. pinned.Where((_, i) => i % 2 == 0).Select(p => p.AddrOfPinnedObject())];
            nint[] values = [.. pinned.Where((_, i) => i % 2 == 1).Select(p => p.AddrOfPinnedObject())];
            fixed (
                nint* keyList = keys,
                    valueList = values
            )
            {
                OrtApi.Verify(
                    ((delegate* unmanaged<nint, byte**, byte**, nuint, nint>)OrtApi.Function(OrtFunction.UpdateCUDAProviderOptions))(
                        handle,
                        (byte**)keyList,
                        (byte**)valueList,
                        (nuint)keys.Length
                    )
                );
            }
        }
        finally
        {
            Array.ForEach(pinned, p => p.Free());
        }
    }

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseCUDAProviderOptions, handle);
        return true;
    }
}
