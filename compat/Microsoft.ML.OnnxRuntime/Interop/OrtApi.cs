using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>The table of functions that <c>OrtGetApiBase()->GetApi(17)</c> returns, addressed by ordinal.</summary>
internal static unsafe class OrtApi
{
    /// <summary>The oldest version whose functions suffice; newer libraries serve it unchanged.</summary>
    private const uint Version = 17;

    private static readonly nint* Table = Load(out VersionStringPointer);
    private static readonly nint VersionStringPointer;

    public static string VersionString => Marshal.PtrToStringUTF8(VersionStringPointer) ?? string.Empty;

    public static nint Function(OrtFunction function) => Table[(int)function];

    /// <summary>Throws the error that a status carries, and releases it; a null status is success.</summary>
    public static void Verify(nint status)
    {
        if (status == 0)
            return;

        ErrorCode code = (ErrorCode)((delegate* unmanaged<nint, int>)Function(OrtFunction.GetErrorCode))(status);
        string message =
            Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Function(OrtFunction.GetErrorMessage))(status)) ?? string.Empty;
        Release(OrtFunction.ReleaseStatus, status);
        throw new OnnxRuntimeException(code, message);
    }

    public static void Release(OrtFunction function, nint handle) => ((delegate* unmanaged<nint, void>)Function(function))(handle);

    /// <summary>Calls a function of the form <c>status f(out handle)</c>.</summary>
    public static nint Create(OrtFunction function)
    {
        nint result = 0;
        Verify(((delegate* unmanaged<nint*, nint>)Function(function))(&result));
        return result;
    }

    /// <summary>Calls a function of the form <c>status f(handle, out value)</c>.</summary>
    public static nint Get(OrtFunction function, nint handle)
    {
        nint result = 0;
        Verify(((delegate* unmanaged<nint, nint*, nint>)Function(function))(handle, &result));
        return result;
    }

    /// <summary>Calls a function of the form <c>status f(handle, int enumeration *)</c>.</summary>
    public static int GetInt32(OrtFunction function, nint handle)
    {
        int result = 0;
        Verify(((delegate* unmanaged<nint, int*, nint>)Function(function))(handle, &result));
        return result;
    }

    /// <summary>Calls a function of the form <c>status f(handle)</c>.</summary>
    public static void Call(OrtFunction function, nint handle) => Verify(((delegate* unmanaged<nint, nint>)Function(function))(handle));

    /// <summary>Calls a function of the form <c>status f(handle, int)</c>.</summary>
    public static void Call(OrtFunction function, nint handle, int value) =>
        Verify(((delegate* unmanaged<nint, int, nint>)Function(function))(handle, value));

    /// <summary>Calls a function of the form <c>status f(handle, const char*)</c>.</summary>
    public static void Call(OrtFunction function, nint handle, string value)
    {
        fixed (byte* text = Utf8.Terminated(value))
            Verify(((delegate* unmanaged<nint, byte*, nint>)Function(function))(handle, text));
    }

    /// <summary>Calls a function of the form <c>status f(handle, const char*, const char*)</c>.</summary>
    public static void Call(OrtFunction function, nint handle, string key, string value)
    {
        fixed (
            byte* keyText = Utf8.Terminated(key),
                valueText = Utf8.Terminated(value)
        )
            Verify(((delegate* unmanaged<nint, byte*, byte*, nint>)Function(function))(handle, keyText, valueText));
    }

    private static nint* Load(out nint versionString)
    {
        nint library = OrtLibrary.Load();
        delegate* unmanaged<nint*> getBase = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        nint* apiBase = getBase();
        versionString = ((delegate* unmanaged<nint>)apiBase[1])();
        nint* table = (nint*)((delegate* unmanaged<uint, nint>)apiBase[0])(Version);
        return table == null
            ? throw new NotSupportedException(
                $"The native ONNX Runtime library {Marshal.PtrToStringUTF8(versionString)} does not offer version {Version} of its C API."
            )
            : table;
    }
}
