-- Takes out what the filters before it were told, so that no writer shows it.

function Meta(meta)
  meta["policy-report"] = nil
  return meta
end
