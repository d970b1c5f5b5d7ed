using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options of a session; they may be disposed once the session exists.</summary>
public class SessionOptions : SafeHandle
{
    private bool _enableMemoryPattern = true;
    private bool _enableCpuMemArena = true;
    private string _logId = string.Empty;
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _intraOpNumThreads;
    private int _interOpNumThreads;
    private GraphOptimizationLevel _graphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private ExecutionMode _executionMode = ExecutionMode.ORT_SEQUENTIAL;

    public SessionOptions()
        : base(0, ownsHandle: true)
    {
        SetHandle(OrtApi.Create(OrtFunction.CreateSessionOptions));
        OrtEnv.Instance();
    }

    public override bool IsInvalid => handle == 0;

    public bool EnableMemoryPattern
    {
        get => _enableMemoryPattern;
        set
        {
            OrtApi.Call(value ? OrtFunction.EnableMemPattern : OrtFunction.DisableMemPattern, handle);
            _enableMemoryPattern = value;
        }
    }

    public bool EnableCpuMemArena
    {
        get => _enableCpuMemArena;
        set
        {
            OrtApi.Call(value ? OrtFunction.EnableCpuMemArena : OrtFunction.DisableCpuMemArena, handle);
            _enableCpuMemArena = value;
        }
    }

    public string LogId
    {
        get => _logId;
        set
        {
            OrtApi.Call(OrtFunction.SetSessionLogId, handle, value);
            _logId = value;
        }
    }

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set => _logSeverityLevel = Set(OrtFunction.SetSessionLogSeverityLevel, value, (int)value);
    }

    /// <summary>Threads within a node; 0 lets the library choose.</summary>
    public int IntraOpNumThreads
    {
        get => _intraOpNumThreads;
        set => _intraOpNumThreads = Set(OrtFunction.SetIntraOpNumThreads, value, value);
    }

    /// <summary>Threads across nodes; 0 lets the library choose.</summary>
    public int InterOpNumThreads
    {
        get => _interOpNumThreads;
        set => _interOpNumThreads = Set(OrtFunction.SetInterOpNumThreads, value, value);
    }

    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _graphOptimizationLevel;
        set => _graphOptimizationLevel = Set(OrtFunction.SetSessionGraphOptimizationLevel, value, (int)value);
    }

    public ExecutionMode ExecutionMode
    {
        get => _executionMode;
        set => _executionMode = Set(OrtFunction.SetSessionExecutionMode, value, (int)value);
    }

    internal nint Handle => handle;

    public void AddSessionConfigEntry(string configKey, string configValue) =>
        OrtApi.Call(OrtFunction.AddSessionConfigEntry, handle, configKey, configValue);

    /// <summary>The processor serves what no other provider takes, always: nothing is left to add.</summary>
    public void AppendExecutionProvider_CPU(int useArena = 1) => EnableCpuMemArena = useArena != 0;

    /// <summary>Adds the CUDA provider.</summary>
    /// <exception cref="OnnxRuntimeException">The library was built without CUDA, or its provider library cannot be loaded.</exception>
    public unsafe void AppendExecutionProvider_CUDA(OrtCUDAProviderOptions cudaProviderOptions)
    {
        OrtApi.Verify(
            ((delegate* unmanaged<nint, nint, nint>)OrtApi.Function(OrtFunction.SessionOptionsAppendExecutionProvider_CUDA_V2))(
                handle,
                cudaProviderOptions.Pointer
            )
        );
        GC.KeepAlive(cudaProviderOptions);
    }

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseSessionOptions, handle);
        return true;
    }

    private T Set<T>(OrtFunction function, T value, int number)
    {
        OrtApi.Call(function, handle, number);
        return value;
    }
}
