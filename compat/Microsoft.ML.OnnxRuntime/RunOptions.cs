using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options of one run.</summary>
public class RunOptions : SafeHandle
{
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private string _logId = string.Empty;
    private bool _terminate;

    public RunOptions()
        : base(0, ownsHandle: true) => SetHandle(OrtApi.Create(OrtFunction.CreateRunOptions));

    public override bool IsInvalid => handle == 0;

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            OrtApi.Call(OrtFunction.RunOptionsSetRunLogSeverityLevel, handle, (int)value);
            _logSeverityLevel = value;
        }
    }

    public string LogId
    {
        get => _logId;
        set
        {
            OrtApi.Call(OrtFunction.RunOptionsSetRunTag, handle, value);
            _logId = value;
        }
    }

    /// <summary>Ends, as soon as it can, every run that was given these options; they throw.</summary>
    public bool Terminate
    {
        get => _terminate;
        set
        {
            OrtApi.Call(value ? OrtFunction.RunOptionsSetTerminate : OrtFunction.RunOptionsUnsetTerminate, handle);
            _terminate = value;
        }
    }

    public void AddRunConfigEntry(string configKey, string configValue) =>
        OrtApi.Call(OrtFunction.AddRunConfigEntry, handle, configKey, configValue);

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtFunction.ReleaseRunOptions, handle);
        return true;
    }
}
