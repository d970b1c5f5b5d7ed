using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The process-wide environment: one for all sessions, never released.</summary>
public sealed class OrtEnv : SafeHandle
{
    private static readonly Lock Creation = new();
    private static volatile OrtEnv? shared;
    private OrtLoggingLevel _level;

    private unsafe OrtEnv(EnvironmentCreationOptions options)
        : base(0, ownsHandle: true)
    {
        _level = options.logLevel ?? OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
        nint result = 0;
        fixed (byte* logId = Utf8.Terminated(options.logId ?? "CSharpOnnxRuntime"))
        {
            OrtApi.Verify(
                ((delegate* unmanaged<int, byte*, nint*, nint>)OrtApi.Function(OrtFunction.CreateEnv))((int)_level, logId, &result)
            );
        }

        SetHandle(result);
    }

    public static bool IsCreated => shared is not null;

    public override bool IsInvalid => handle == 0;

    public OrtLoggingLevel EnvLogLevel
    {
        get => _level;
        set
        {
            OrtApi.Call(OrtFunction.UpdateEnvWithCustomLogLevel, handle, (int)value);
            _level = value;
        }
    }

    internal nint Handle => handle;

    public static OrtEnv Instance()
    {
        lock (Creation)
            return shared ??= new OrtEnv(default);
    }

    /// <summary>Makes the environment with options; only before anything else has made it.</summary>
    public static OrtEnv CreateInstanceWithOptions(ref EnvironmentCreationOptions options)
    {
        lock (Creation)
        {
            if (shared is not null)
                throw new InvalidOperationException("OrtEnv singleton instance already exists, supplied options would not have effect");
            return shared = new OrtEnv(options);
        }
    }

    public string GetVersionString() => OrtApi.VersionString;

    /// <summary>The execution providers that the native library was built with.</summary>
    public unsafe string[] GetAvailableProviders()
    {
        nint* names = null;
        int count = 0;
        OrtApi.Verify(((delegate* unmanaged<nint**, int*, nint>)OrtApi.Function(OrtFunction.GetAvailableProviders))(&names, &count));
        try
        {
            string[] providers = new string[count];
            for (int i = 0; i < count; i++)
                providers[i] = Marshal.PtrToStringUTF8(names[i]) ?? string.Empty;

            return providers;
        }
        finally
        {
            OrtApi.Verify(((delegate* unmanaged<nint*, int, nint>)OrtApi.Function(OrtFunction.ReleaseAvailableProviders))(names, count));
        }
    }

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseEnv, handle);
        return true;
    }
}
