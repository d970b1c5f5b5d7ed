using System.Buffers;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>
/// Owns a native object, and the managed memory pinned under it. Its reference count keeps the object alive while
/// another thread is still inside a native call with it.
/// </summary>
internal sealed class OwnedHandle : SafeHandle
{
    private readonly OrtFunction _release;
    private MemoryHandle _pinned;

    public OwnedHandle(OrtFunction release, nint handle, MemoryHandle pinned = default)
        : base(0, ownsHandle: true)
    {
        _release = release;
        _pinned = pinned;
        SetHandle(handle);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(_release, handle);
        _pinned.Dispose();
        return true;
    }
}
